package dev.signalbox.deployment;

import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.time.Instant;

/**
 * After a swap, the previous cluster on its old version, ready for an instant rollback.
 *
 * @param deployment the one that swapped away from it
 * @param expiresAt after this it is not offered any more
 */
public record KeptCluster(
    Lane lane, String cluster, Version version, DeploymentId deployment, Instant expiresAt) {}
