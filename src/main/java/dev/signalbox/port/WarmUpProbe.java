package dev.signalbox.port;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.List;

/**
 * Sends requests until a version answers as it will have to. Throws nothing for what targets do.
 */
public interface WarmUpProbe {

  /**
   * Warms the targets up, requests spread evenly over them.
   *
   * @param cluster what the outcome calls them
   * @param targets at least one address
   * @return done with the report, failed with the target missed in words, or stopped
   */
  StepOutcome warmUp(
      String cluster, Version version, List<URI> targets, WarmUpPolicy policy, Attempt attempt);
}
