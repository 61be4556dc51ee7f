package dev.signalbox.deployment;

import java.time.Duration;

/**
 * How the new version is judged under production traffic.
 *
 * @param time how long it is watched
 * @param maxErrorRate share of failed requests, 0 to 1, above which it fails
 * @param maxP95 95th percentile above which it fails
 * @param minRequests fewer than this are inconclusive
 * @param onFailure what a failed watch does
 * @param swapBackAfter how long people have to stop a swap back, or to hasten it; zero for at once
 */
public record WatchPolicy(
    Duration time,
    double maxErrorRate,
    Duration maxP95,
    long minRequests,
    OnFailure onFailure,
    Duration swapBackAfter) {

  /** What a failed watch does. */
  public enum OnFailure {
    /** Traffic returns to the old version, at once or after the time to stop that. */
    SWAP_BACK,
    /** People are asked, at a gate; where nobody answers in time, traffic returns. */
    ASK,
    /** Everything stays as it is, and the lane occupied, until people say what is to be done. */
    FREEZE
  }
}
