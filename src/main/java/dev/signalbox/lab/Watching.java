package dev.signalbox.lab;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits for what the lab says, within one attempt. */
final class Watching {
  /** The lab waits this long before it answers that something is not so yet. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final Duration BREATH = Duration.ofMillis(20);

  private Watching() {}

  /** Adds to a path that its answer may wait for what is asked. */
  static String patient(String path) {
    return path + "?wait=" + LOOK.toMillis();
  }

  /**
   * Looks until something can be made of what is seen.
   *
   * @param look asks the lab, {@link #patient patiently}
   * @param judge what is made of it; empty to go on
   * @param giveUp called when the time is out or people asked to stop; leaves things safe, and says
   *     what was not so yet
   */
  static <T> StepOutcome until(
      Attempt attempt,
      Supplier<T> look,
      Function<T, Optional<StepOutcome>> judge,
      Function<T, String> giveUp) {
    while (true) {
      T seen = look.get();
      Optional<StepOutcome> outcome = judge.apply(seen);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      if (!attempt.pause(BREATH)) {
        String left = giveUp.apply(seen);
        return attempt.stopRequested()
            ? new StepOutcome.Stopped("Stopped on request: " + left)
            : StepOutcome.failed("Out of time: " + left);
      }
    }
  }
}
