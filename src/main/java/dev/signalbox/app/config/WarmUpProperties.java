package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a version is warmed up, as far as it was said. */
public record WarmUpProperties(
    @Nullable List<String> paths,
    @Nullable Integer requests,
    @Nullable Integer concurrency,
    @Nullable Duration maxP95,
    @Nullable Double maxErrorRate,
    @Nullable Duration timeout,
    @Nullable List<String> script) {

  /** These, and the other ones where these say nothing. */
  WarmUpProperties over(WarmUpProperties base) {
    return new WarmUpProperties(
        either(paths, base.paths),
        either(requests, base.requests),
        either(concurrency, base.concurrency),
        either(maxP95, base.maxP95),
        either(maxErrorRate, base.maxErrorRate),
        either(timeout, base.timeout),
        either(script, base.script));
  }
}
