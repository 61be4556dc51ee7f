package dev.signalbox.engine;

import dev.signalbox.deployment.Gate.Evidence;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Optional;

/**
 * What was read of the world before a transaction decides, so that none waits for the network.
 *
 * @param evidence what a gate would show, when one may be entered
 * @param standing what is where, a line each
 * @param live the live version, empty when it cannot be read
 * @param traffic production's traffic during the deployment, in words
 */
record Surroundings(
    Optional<Evidence> evidence, List<String> standing, Optional<Version> live, String traffic) {

  Surroundings {
    standing = List.copyOf(standing);
  }
}
