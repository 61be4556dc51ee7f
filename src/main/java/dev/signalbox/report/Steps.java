package dev.signalbox.report;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.JournalEvent.StepEnded;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How steps are told: one line each in the thread, with what was checked and measured. */
final class Steps {
  private static final int EVERY_CHECK = 24;
  private static final int FAILED_CHECKS = 12;
  private static final String ALL_CHECKS = "smoke-checks.txt";

  private Steps() {}

  static void ended(Telling telling, StepEnded e, Story story) {
    StepOutcome outcome = e.outcome();
    String took = story.took(e.step()).map(t -> " · " + Words.time(t)).orElse("");
    String text = result(e.step(), outcome) + took;
    List<String> details = new ArrayList<>();
    List<Attachment> attachments = new ArrayList<>();
    switch (outcome) {
      case StepOutcome.Done(String _, List<CheckResult> checks, Optional<WarmUpReport> warmUp) -> {
        details.addAll(checks(checks));
        warmUp.ifPresent(w -> details.add(measured(w)));
        warmUp.map(Curves::of).ifPresent(attachments::add);
        all(checks).ifPresent(attachments::add);
      }
      case StepOutcome.Failed(String _, List<CheckResult> checks) -> {
        details.addAll(checks(checks));
        all(checks).ifPresent(attachments::add);
      }
      case StepOutcome.Unknown _, StepOutcome.Inconclusive _, StepOutcome.Stopped _ -> {}
    }
    whole(outcome).ifPresent(attachments::add);
    telling.inThread(tone(outcome), text, details, attachments);
  }

  /** The step and how it ended, in one line. */
  static String result(Step step, StepOutcome outcome) {
    String label = step.action().label();
    String how =
        switch (outcome) {
          case StepOutcome.Done _ -> "";
          case StepOutcome.Failed _ -> " failed";
          case StepOutcome.Unknown _ -> " may or may not have happened";
          case StepOutcome.Inconclusive _ -> " saw too little to judge";
          case StepOutcome.Stopped _ -> " was stopped";
        };
    return label + how + said(step.action(), outcome.line());
  }

  /** A line that comes from within a step. */
  static String progress(Step step, String line) {
    return step.action().label() + said(step.action(), line);
  }

  /** Without the full stop, and without the name that the label has already. */
  private static String said(Action action, String text) {
    String line = Words.line(text);
    String name = name(action) + ": ";
    String rest = line.startsWith(name) ? line.substring(name.length()) : line;
    String open = rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
    return open.isEmpty() ? "" : ": " + open;
  }

  private static String name(Action action) {
    String label = action.label();
    return action instanceof Action.WarmUp(String cluster, var _, var _)
        ? cluster
        : label.substring(label.lastIndexOf(' ') + 1);
  }

  private static Tone tone(StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Done _ -> Tone.GOOD;
      case StepOutcome.Failed _, StepOutcome.Unknown _ -> Tone.BAD;
      case StepOutcome.Inconclusive _ -> Tone.ASKING;
      case StepOutcome.Stopped _ -> Tone.NEUTRAL;
    };
  }

  /**
   * Each check in a line; of very many, those that failed, and the others counted by their name.
   */
  private static List<String> checks(List<CheckResult> checks) {
    if (checks.size() <= EVERY_CHECK) {
      return checks.stream().map(Steps::check).toList();
    }
    List<CheckResult> failed = checks.stream().filter(c -> !c.passed()).toList();
    List<String> lines = new ArrayList<>();
    failed.stream().limit(FAILED_CHECKS).map(Steps::check).forEach(lines::add);
    if (failed.size() > FAILED_CHECKS) {
      lines.add("✖ and " + Words.count(failed.size() - FAILED_CHECKS) + " more in " + ALL_CHECKS);
    }
    Map<String, List<CheckResult>> byName =
        checks.stream()
            .collect(
                Collectors.groupingBy(CheckResult::check, LinkedHashMap::new, Collectors.toList()));
    byName.forEach((name, results) -> lines.add(summary(name, results)));
    return lines;
  }

  private static Optional<Attachment> all(List<CheckResult> checks) {
    return checks.size() <= EVERY_CHECK
        ? Optional.empty()
        : Optional.of(
            LongTexts.of(
                "all " + Words.count(checks.size(), "check"),
                ALL_CHECKS,
                checks.stream().map(Steps::check).toList()));
  }

  /** What a step said, where a line cannot hold it. */
  private static Optional<Attachment> whole(StepOutcome outcome) {
    return outcome.whole().lines().count() < 2 && Words.holds(outcome.whole())
        ? Optional.empty()
        : Optional.of(
            LongTexts.of("all that it said", "output.txt", outcome.whole().lines().toList()));
  }

  private static String check(CheckResult check) {
    String what = Words.line(check.target() + " " + check.check());
    String seen = Words.line(check.seen());
    return check.passed()
        ? "✔ " + what + ": " + seen
        : "✖ " + what + ": expected " + Words.line(check.expected()) + ", seen " + seen;
  }

  private static String summary(String name, List<CheckResult> results) {
    long passed = results.stream().filter(CheckResult::passed).count();
    Duration slowest =
        results.stream().map(CheckResult::took).max(Comparator.naturalOrder()).orElseThrow();
    return (passed == results.size() ? "✔ " : "✖ ")
        + Words.line(name)
        + ": "
        + Words.count(passed)
        + " of "
        + Words.count(results.size())
        + " passed, slowest "
        + Words.time(slowest);
  }

  /** The outcome's line compares first and last; here is what everything together was like. */
  private static String measured(WarmUpReport report) {
    return "all "
        + Words.count(report.requests(), "request")
        + ": p50 "
        + Figures.millis(report.all().p50())
        + ", p95 "
        + Figures.millis(report.all().p95())
        + ", p99 "
        + Figures.millis(report.all().p99())
        + ", "
        + Words.count(report.errors(), "error");
  }
}
