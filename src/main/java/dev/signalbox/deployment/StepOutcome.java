package dev.signalbox.deployment;

import java.util.List;
import java.util.Optional;

/** How a step ended. */
public sealed interface StepOutcome {

  /**
   * It did what it was to do, and that was seen.
   *
   * @param detail one line for people, such as what was read back; further lines are what else was
   *     said, such as a program's output
   * @param checks single results, empty where the step has none
   * @param warmUp what was measured, for a warm-up
   */
  record Done(String detail, List<CheckResult> checks, Optional<WarmUpReport> warmUp)
      implements StepOutcome {
    /** Copies the checks. */
    public Done {
      checks = List.copyOf(checks);
    }
  }

  /** It failed, and what it leaves behind is known. The reason is written as a detail is. */
  record Failed(String reason, List<CheckResult> checks) implements StepOutcome {
    /** Copies the checks. */
    public Failed {
      checks = List.copyOf(checks);
    }
  }

  /** It may or may not have had its effect, and reality could not be read. */
  record Unknown(String reason) implements StepOutcome {}

  /** It saw too little to judge (watch). */
  record Inconclusive(String reason) implements StepOutcome {}

  /** It stopped early because a person asked for it. */
  record Stopped(String detail) implements StepOutcome {}

  /** Done, with nothing but a line to say. */
  static StepOutcome done(String detail) {
    return new Done(detail, List.of(), Optional.empty());
  }

  /** Failed, with nothing but a reason to give. */
  static StepOutcome failed(String reason) {
    return new Failed(reason, List.of());
  }

  /** The line for people. */
  default String line() {
    return whole().lines().findFirst().orElse("");
  }

  /** The line for people, and below it all else that was said. */
  default String whole() {
    return switch (this) {
      case Done(String detail, List<CheckResult> _, Optional<WarmUpReport> _) -> detail;
      case Failed(String reason, List<CheckResult> _) -> reason;
      case Unknown(String reason) -> reason;
      case Inconclusive(String reason) -> reason;
      case Stopped(String detail) -> detail;
    };
  }
}
