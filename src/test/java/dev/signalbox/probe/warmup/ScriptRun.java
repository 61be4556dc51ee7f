package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Runs scripts through the probe, to warm up v2 on two nodes of green. */
final class ScriptRun {

  /** What each outcome begins with. */
  static final String SAID = "green: the warm-up script ";

  /** Longer than any script of the tests needs to end when it is asked to. */
  static final Duration GRACE = Duration.ofSeconds(20);

  private static final List<URI> TARGETS =
      List.of(URI.create("http://green-1:8080"), URI.create("http://green-2:8080/x?y=1&z"));

  private ScriptRun() {}

  /** With a clock that stands still, so that no output is told while it runs. */
  static StepOutcome sh(String script) {
    return run(Policies.script("/bin/sh", "-c", script), new TestAttempt(), Duration.ZERO, GRACE);
  }

  /** With a clock on which a second passes at each look, so that output is told at once. */
  static StepOutcome told(String script, TestAttempt attempt, Duration grace) {
    return run(Policies.script("/bin/sh", "-c", script), attempt, Duration.ofSeconds(1), grace);
  }

  static StepOutcome run(WarmUpPolicy policy) {
    return run(policy, new TestAttempt(), Duration.ZERO, GRACE);
  }

  private static StepOutcome run(
      WarmUpPolicy policy, TestAttempt attempt, Duration tick, Duration grace) {
    AtomicLong nanos = new AtomicLong();
    return new HttpWarmUpProbe(() -> nanos.addAndGet(tick.toNanos()), Duration.ZERO, grace)
        .warmUp("green", new Version("v2"), TARGETS, policy, attempt);
  }
}
