package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Warm-up policies for tests: p95 of at most 50 ms, ten minutes. */
final class Policies {

  static final Duration MAX_P95 = Duration.ofMillis(50);
  static final Duration TIMEOUT = Duration.ofMinutes(10);

  private Policies() {}

  static WarmUpPolicy requests(int requests, int concurrency) {
    return requests(requests, concurrency, 0);
  }

  static WarmUpPolicy requests(int requests, int concurrency, double maxErrorRate) {
    return new WarmUpPolicy(
        List.of(new WeightedPath("/a", 1), new WeightedPath("/b", 1)),
        requests == 0 ? new Load.Off() : new Load.InTurn(requests, concurrency),
        MAX_P95,
        maxErrorRate,
        TIMEOUT,
        Optional.empty());
  }

  static WarmUpPolicy script(String... argv) {
    return new WarmUpPolicy(
        List.of(), new Load.InTurn(100, 4), MAX_P95, 0, TIMEOUT, Optional.of(List.of(argv)));
  }
}
