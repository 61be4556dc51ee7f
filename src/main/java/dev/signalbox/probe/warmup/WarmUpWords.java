package dev.signalbox.probe.warmup;

import static dev.signalbox.deployment.Figures.count;
import static dev.signalbox.deployment.Figures.millis;
import static dev.signalbox.deployment.Figures.perSecond;
import static dev.signalbox.deployment.Figures.percent;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
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

  /** The 95th percentile that is to be reached. */
  Duration target() {
    return policy.maxP95();
  }

  /** A line about this cluster. */
  String of(String words) {
    return cluster + ": " + words;
  }

  String progress(Measured measured) {
    return of(sent(measured) + ", p95 " + latency(measured.latestP95()));
  }

  String progress(Measured measured, int held, Load.AtRate load) {
    return of(
        sent(measured)
            + ", p95 "
            + latency(measured.latestP95())
            + ", targets held in "
            + held
            + " of "
            + load.hold()
            + " windows in a row");
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
    if (tooMany || tooSlow) {
      return StepOutcome.failed(of(missed(p95, errorRate, commonestError)));
    }
    return done(report, "", errors(errorRate, commonestError));
  }

  /** Whether a window of requests at a rate is good enough. */
  boolean holds(Tally window) {
    Duration p95 = window.p95();
    return !p95.isZero()
        && p95.compareTo(policy.maxP95()) <= 0
        && window.errorRate() <= policy.maxErrorRate();
  }

  /** The targets held as long as they had to. */
  StepOutcome held(WarmUpReport report, Load.AtRate load, String commonestError) {
    String rate =
        " at "
            + perSecond(report.requests() / Math.max(1e-9, report.took().toNanos() / 1e9))
            + " per second";
    double errorRate = (double) report.errors() / report.requests();
    String windows = "; the targets held in " + windows(load);
    return done(report, rate, errors(errorRate, commonestError) + windows);
  }

  /** The time was out before that. */
  StepOutcome notHeld(Tally last, Load.AtRate load, Measured measured, Duration took) {
    String answered =
        perSecond(measured.seen() / Math.max(1e-9, took.toNanos() / 1e9))
            + " of "
            + perSecond(load.perSecond())
            + " requests per second were answered";
    return StepOutcome.failed(
        of(
            "the time was out before the targets held in "
                + windows(load)
                + ": "
                + missed(last.p95(), last.errorRate(), measured.commonestError())
                + "; "
                + answered));
  }

  private StepOutcome done(WarmUpReport report, String rate, String errors) {
    String line =
        of(
            count(report.requests())
                + " requests"
                + rate
                + "; p95 of the first window "
                + latency(report.first().p95())
                + ", of the last "
                + latency(report.last().p95())
                + ", target "
                + millis(policy.maxP95())
                + report.throughput().map(it -> "; " + it.words()).orElse("")
                + "; "
                + errors);
    return new StepOutcome.Done(line, List.of(), Optional.of(report));
  }

  private String missed(Duration p95, double errorRate, String commonestError) {
    boolean tooMany = errorRate > policy.maxErrorRate();
    boolean tooSlow = p95.isZero() || p95.compareTo(policy.maxP95()) > 0;
    String speed = "p95 of the last window " + latency(p95) + ", target " + millis(policy.maxP95());
    String accepted = tooMany ? ", accepted " + percent(policy.maxErrorRate()) : "";
    String errors = "errors " + percent(errorRate) + accepted + often(commonestError);
    return tooSlow ? speed + "; " + errors : errors + "; " + speed;
  }

  private static String errors(double errorRate, String commonestError) {
    return "errors " + percent(errorRate) + often(commonestError);
  }

  private static String windows(Load.AtRate load) {
    return (load.hold() == 1 ? "a window of " : load.hold() + " windows in a row of ")
        + millis(load.window());
  }

  private String sent(Measured measured) {
    String total =
        policy.load() instanceof Load.InTurn(int requests, int _) ? " of " + count(requests) : "";
    return count(measured.seen()) + total + " requests, " + count(measured.failed()) + " failed";
  }

  private static String often(String error) {
    return error.isEmpty() ? "" : ", most often: " + error;
  }

  /** A window in which nothing was answered well has no latency. */
  private static String latency(Duration p95) {
    return p95.isZero() ? "unknown (no good answer)" : millis(p95);
  }
}
