package dev.signalbox.traffic.command;

import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Waits until nothing is under way any more, as far as that can be seen. */
final class Quiet {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private Quiet() {}

  /**
   * Waits until the count is zero.
   *
   * @param count empty where the router does not say, which counts as zero
   */
  static StepOutcome await(Attempt attempt, String where, Supplier<OptionalLong> count) {
    long told = 0;
    while (true) {
      long active = count.get().orElse(0);
      if (active == 0) {
        return StepOutcome.done("Nothing is under way at " + where + ".");
      }
      String line = Figures.count(active) + " still under way at " + where + ".";
      if (active != told) {
        attempt.progress(line);
        told = active;
      }
      if (!attempt.pause(PAUSE)) {
        return attempt.stopRequested() ? new StepOutcome.Stopped(line) : StepOutcome.failed(line);
      }
    }
  }

  /** Waits this long instead, because of what is said here. */
  static StepOutcome wait(Attempt attempt, Duration time, String because) {
    Duration end = attempt.remaining().minus(time);
    while (attempt.remaining().compareTo(end) > 0) {
      Duration left = attempt.remaining().minus(end);
      if (!attempt.pause(left.compareTo(PAUSE) < 0 ? left : PAUSE)) {
        String line = because + "; the time to wait instead is not over.";
        return attempt.stopRequested() ? new StepOutcome.Stopped(line) : StepOutcome.failed(line);
      }
    }
    return StepOutcome.done(because + "; waited " + time.toSeconds() + " s" + " instead.");
  }
}
