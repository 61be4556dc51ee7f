package dev.signalbox.deployment;

import java.time.Duration;

/**
 * How a lane is rolled out.
 *
 * @param strategy what a plain {@code /deploy} uses
 * @param batchSize nodes that are rolled at a time, at least 1
 * @param minimumHealthy a drain that would leave fewer healthy nodes taking traffic is not done
 * @param installAttempts how often a node's installation is tried before it has failed, at least 1
 * @param afterSwap what becomes of the old cluster
 * @param keptFor how long the kept cluster is offered for a rollback
 */
public record RolloutPolicy(
    Strategy strategy,
    NodeAmount batchSize,
    NodeAmount minimumHealthy,
    int installAttempts,
    AfterSwap afterSwap,
    Duration keptFor,
    Timeouts timeouts) {

  /** What becomes of the old cluster after the watch. */
  public enum AfterSwap {
    /** It stays on its version, ready for an instant rollback. */
    KEEP,
    /** It gets the new version too. */
    CONVERGE
  }

  /**
   * The longest time that each kind of waiting may take.
   *
   * @param drain until a drained node has no connection left
   * @param install one node's installation
   * @param settle until nobody is sent to the old cluster
   * @param evidenceAge after which the evidence behind a consumed approval is too old to swap on
   */
  public record Timeouts(Duration drain, Duration install, Duration settle, Duration evidenceAge) {}
}
