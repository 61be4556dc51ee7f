package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How a version is warmed up, as far as it was said. */
public record WarmUpProperties(
    @Nullable List<Path> paths,
    @Nullable Integer requests,
    @Nullable Integer concurrency,
    @Nullable Double rate,
    @Nullable Duration window,
    @Nullable Integer hold,
    @Nullable Duration maxP95,
    @Nullable Double maxErrorRate,
    @Nullable Duration timeout,
    @Nullable List<String> script) {

  /**
   * What is asked for; also written as the path alone.
   *
   * @param weight how often, beside the other paths
   */
  public record Path(@Nullable String path, @DefaultValue("1") Integer weight) {
    /** A path that is asked for as often as most others. */
    static Path of(String path) {
      return new Path(path, 1);
    }
  }

  /** These, and the other ones where these say nothing. */
  WarmUpProperties over(WarmUpProperties base) {
    return new WarmUpProperties(
        either(paths, base.paths),
        either(requests, base.requests),
        either(concurrency, base.concurrency),
        either(rate, base.rate),
        either(window, base.window),
        either(hold, base.hold),
        either(maxP95, base.maxP95),
        either(maxErrorRate, base.maxErrorRate),
        either(timeout, base.timeout),
        either(script, base.script));
  }
}
