package dev.signalbox.deployment;

import java.time.Duration;
import java.util.List;

/**
 * How a version is smoke-tested.
 *
 * @param node checks of each node at its own address
 * @param cluster checks of the cluster through its entrance
 * @param attempts how often a failing check is tried before it counts as failed, at least 1, unless
 *     it says so itself
 * @param pause between attempts
 * @param recheckEvery how often the checks are repeated while a gate waits
 */
public record SmokePolicy(
    List<SmokeCheck> node,
    List<SmokeCheck> cluster,
    int attempts,
    Duration pause,
    Duration recheckEvery) {

  /** Copies the lists. */
  public SmokePolicy {
    node = List.copyOf(node);
    cluster = List.copyOf(cluster);
  }
}
