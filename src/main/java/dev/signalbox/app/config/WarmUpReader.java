package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how a version is warmed up. */
final class WarmUpReader {

  private static final Duration MAX_P95 = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final int REQUESTS = 200;
  private static final int IN_TURN = 4;
  private static final int AT_RATE = 64;
  private static final int HOLD = 3;
  private static final double MAX_ERROR_RATE = 0.01;

  /** A percentile of fewer requests than this says nothing. */
  private static final int LEAST_IN_WINDOW = 20;

  private final Problems problems;

  WarmUpReader(Problems problems) {
    this.problems = problems;
  }

  WarmUpPolicy read(Spot spot, WarmUpProperties written) {
    List<String> script = or(written.script(), List.of());
    Duration timeout =
        problems.positive(spot.of("warm-up.timeout"), or(written.timeout(), TIMEOUT));
    return new WarmUpPolicy(
        paths(spot.of("warm-up.paths"), or(written.paths(), List.of())),
        load(spot, written, timeout),
        problems.positive(spot.of("warm-up.max-p95"), or(written.maxP95(), MAX_P95)),
        problems.share(
            spot.of("warm-up.max-error-rate"), or(written.maxErrorRate(), MAX_ERROR_RATE)),
        timeout,
        script.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(script)));
  }

  private List<WeightedPath> paths(String field, List<WarmUpProperties.Path> written) {
    List<WeightedPath> paths = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String at = field + "[" + i + "]";
      String path = or(written.get(i).path(), "");
      int weight = written.get(i).weight();
      if (!path.startsWith("/")) {
        problems.add(at, "'" + path + "'", "a path that begins with a slash");
      }
      if (weight == problems.atLeast(at + ".weight", 1, weight) && weight > 0) {
        paths.add(new WeightedPath(path, weight));
      }
    }
    return paths.isEmpty() ? List.of(new WeightedPath("/", 1)) : paths;
  }

  private Load load(Spot spot, WarmUpProperties written, Duration timeout) {
    int requests =
        problems.atLeast(spot.of("warm-up.requests"), 0, or(written.requests(), REQUESTS));
    Double rate = written.rate();
    int concurrency =
        problems.atLeast(
            spot.of("warm-up.concurrency"),
            1,
            or(written.concurrency(), rate == null ? IN_TURN : AT_RATE));
    if (requests <= 0) {
      return new Load.Off();
    }
    return rate == null
        ? new Load.InTurn(requests, concurrency)
        : atRate(spot, written, rate, concurrency, timeout);
  }

  private Load atRate(
      Spot spot, WarmUpProperties written, double rate, int concurrency, Duration timeout) {
    Duration window = problems.positive(spot.of("warm-up.window"), or(written.window(), WINDOW));
    int hold = problems.atLeast(spot.of("warm-up.hold"), 1, or(written.hold(), HOLD));
    if (!(rate > 0)) {
      problems.add(spot.of("warm-up.rate"), rate, "more than 0 requests per second");
      return new Load.Off();
    }
    double inWindow = rate * window.toNanos() / 1e9;
    if (window.isPositive() && inWindow < LEAST_IN_WINDOW) {
      problems.add(
          spot.of("warm-up.rate"),
          rate + " requests per second in windows of " + Spans.text(window),
          "a higher rate, or a longer window: at least " + LEAST_IN_WINDOW + " requests in each");
      return new Load.Off();
    }
    if (window.isPositive() && hold > 0 && window.multipliedBy(hold).compareTo(timeout) >= 0) {
      problems.add(
          spot.of("warm-up.timeout"),
          Spans.text(timeout),
          "more than the " + hold + " windows of " + Spans.text(window) + " that have to hold");
    }
    return window.isPositive() ? new Load.AtRate(rate, concurrency, window, hold) : new Load.Off();
  }
}
