package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import dev.signalbox.deployment.WatchPolicy.OnFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a version is judged under production traffic, as far as it was said. */
public record WatchProperties(
    @Nullable Duration time,
    @Nullable Double maxErrorRate,
    @Nullable Duration maxP95,
    @Nullable Long minRequests,
    @Nullable OnFailure onFailure,
    @Nullable Duration swapBackAfter) {

  /** These, and the other ones where these say nothing. */
  WatchProperties over(WatchProperties base) {
    return new WatchProperties(
        either(time, base.time),
        either(maxErrorRate, base.maxErrorRate),
        either(maxP95, base.maxP95),
        either(minRequests, base.minRequests),
        either(onFailure, base.onFailure),
        either(swapBackAfter, base.swapBackAfter));
  }
}
