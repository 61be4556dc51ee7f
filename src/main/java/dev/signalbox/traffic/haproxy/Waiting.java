package dev.signalbox.traffic.haproxy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at HAProxy again and again within one attempt, until something can be made of what is seen.
 * An HAProxy that does not answer for a while is waited for: it may be about to restart.
 */
final class Waiting {
  private static final Duration BREATH = Duration.ofMillis(50);
  private static final Duration LONGEST_BREATH = Duration.ofMillis(400);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private Waiting() {}

  /**
   * Waits.
   *
   * @param judge what is made of what is seen; empty to go on
   * @param words what is not so yet, for people
   * @throws PortFailure.Unreachable when the time is out and nothing could be seen at the end
   */
  static <T> StepOutcome until(
      Attempt attempt,
      Supplier<T> look,
      Function<T, Optional<StepOutcome>> judge,
      Function<T, String> words) {
    Duration breath = BREATH;
    Deadline told = Deadline.after(SILENCE);
    while (true) {
      Optional<PortFailure.Unreachable> gone = Optional.empty();
      String line;
      try {
        T seen = look.get();
        Optional<StepOutcome> outcome = judge.apply(seen);
        if (outcome.isPresent()) {
          return outcome.get();
        }
        line = words.apply(seen);
      } catch (PortFailure.Unreachable e) {
        gone = Optional.of(e);
        line = e.reason();
      }
      if (!told.left().isPositive()) {
        attempt.progress(line);
        told = Deadline.after(SILENCE);
      }
      if (!attempt.pause(breath)) {
        return ended(attempt, line, gone);
      }
      breath = breath.compareTo(LONGEST_BREATH) < 0 ? breath.plus(breath) : LONGEST_BREATH;
    }
  }

  private static StepOutcome ended(
      Attempt attempt, String line, Optional<PortFailure.Unreachable> gone) {
    if (attempt.stopRequested()) {
      return new StepOutcome.Stopped("Stopped on request: " + line);
    }
    if (gone.isPresent()) {
      throw gone.get();
    }
    return StepOutcome.failed("Out of time: " + line);
  }
}
