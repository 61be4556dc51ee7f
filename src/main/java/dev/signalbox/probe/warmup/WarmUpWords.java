package dev.signalbox.probe.warmup;

import static dev.signalbox.deployment.Figures.count;
import static dev.signalbox.deployment.Figures.millis;
import static dev.signalbox.deployment.Figures.percent;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The verdict on measured requests, and how it is said. */
final class WarmUpWords {

  private final String cluster;
  private final WarmUpPolicy policy;

  WarmUpWords(String cluster, WarmUpPolicy policy) {
    this.cluster = cluster;
    this.policy = policy;
  }

  /** A line about this cluster. */
  String of(String words) {
    return cluster + ": " + words;
  }

  String progress(Measured measured) {
    return of(sent(measured) + ", p95 " + latency(measured.latestP95()));
  }

  /** It did not come to its end. */
  StepOutcome ended(Pace.End end, Measured measured) {
    return switch (end) {
      case STOPPED -> new StepOutcome.Stopped(of("stopped after " + sent(measured)));
      case TIME_OUT ->
          StepOutcome.failed(
              of("the time was out after " + sent(measured) + often(measured.commonestError())));
    };
  }

  /** Every request was sent: was that good enough? */
  StepOutcome judged(WarmUpReport report, String commonestError) {
    double errorRate = (double) report.errors() / report.requests();
    boolean tooMany = errorRate > policy.maxErrorRate();
    Duration p95 = report.last().p95();
    boolean tooSlow = p95.isZero() || p95.compareTo(policy.maxP95()) > 0;
    String speed = "p95 of the last window " + latency(p95) + ", target " + millis(policy.maxP95());
    String errors =
        "errors "
            + percent(errorRate)
            + (tooMany ? ", accepted " + percent(policy.maxErrorRate()) : "")
            + often(commonestError);
    if (tooMany || tooSlow) {
      return StepOutcome.failed(of(tooSlow ? speed + "; " + errors : errors + "; " + speed));
    }
    String line =
        of(
            count(report.requests())
                + " requests; p95 of the first window "
                + latency(report.first().p95())
                + ", of the last "
                + latency(p95)
                + ", target "
                + millis(policy.maxP95())
                + "; "
                + errors);
    return new StepOutcome.Done(line, List.of(), Optional.of(report));
  }

  private String sent(Measured measured) {
    return count(measured.seen())
        + " of "
        + count(policy.requests())
        + " requests, "
        + count(measured.failed())
        + " failed";
  }

  private static String often(String error) {
    return error.isEmpty() ? "" : ", most often: " + error;
  }

  /** A window in which nothing was answered well has no latency. */
  private static String latency(Duration p95) {
    return p95.isZero() ? "unknown (no good answer)" : millis(p95);
  }
}
