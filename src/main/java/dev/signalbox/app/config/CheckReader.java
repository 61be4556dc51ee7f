package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.deployment.WatchPolicy.OnFailure;
import java.time.Duration;

/** Reads how a version is watched. */
final class CheckReader {

  private static final Duration MAX_P95 = Duration.ofMillis(500);
  private static final Duration WATCH = Duration.ofMinutes(5);
  private static final double MAX_ERROR_RATE = 0.01;

  private final Problems problems;

  CheckReader(Problems problems) {
    this.problems = problems;
  }

  WatchPolicy watch(Spot spot, WatchProperties properties) {
    long minRequests = or(properties.minRequests(), 50L);
    if (minRequests < 0) {
      problems.add(spot.of("watch.min-requests"), minRequests, "at least 0");
    }
    return new WatchPolicy(
        problems.notNegative(spot.of("watch.time"), or(properties.time(), WATCH)),
        problems.share(
            spot.of("watch.max-error-rate"), or(properties.maxErrorRate(), MAX_ERROR_RATE)),
        problems.positive(spot.of("watch.max-p95"), or(properties.maxP95(), MAX_P95)),
        minRequests,
        or(properties.onFailure(), OnFailure.SWAP_BACK),
        problems.notNegative(
            spot.of("watch.swap-back-after"), or(properties.swapBackAfter(), Duration.ZERO)));
  }
}
