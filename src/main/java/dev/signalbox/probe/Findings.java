package dev.signalbox.probe;

import static java.util.stream.Collectors.joining;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.SmokeCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes of everything that was looked at the one line that a person can act on. */
public final class Findings {

  private static final int LONGEST = 240;
  private static final int LONGEST_TEXT = 80;

  private Findings() {}

  /** Of a passed check all is told, of a failed one what was not met. */
  public static CheckResult result(
      Target target, SmokeCheck check, List<Finding> findings, Duration took) {
    boolean passed = findings.stream().allMatch(Finding::met);
    List<Finding> told =
        findings.stream().filter(passed ? _ -> true : Predicate.not(Finding::met)).toList();
    return new CheckResult(
        target.name(),
        check.name(),
        passed,
        joined(told, Finding::expected),
        joined(told, Finding::seen),
        took);
  }

  private static String joined(List<Finding> told, Function<Finding, String> words) {
    return Excerpt.of(told.stream().map(words).collect(joining("; ")), LONGEST);
  }

  /** Whether it was quick enough. */
  public static Finding latency(SmokeCheck check, Duration took) {
    return new Finding(
        "an answer within " + Figures.millis(check.within()),
        Figures.millis(took),
        took.compareTo(check.within()) <= 0);
  }

  /** Why there was no answer at all. */
  public static Finding none(SmokeCheck check, String why) {
    return new Finding("an answer within " + Figures.millis(check.within()), why, false);
  }

  /** Somebody else's text as it is shown. */
  public static String quoted(String text) {
    return "'" + Excerpt.of(text, LONGEST_TEXT) + "'";
  }
}
