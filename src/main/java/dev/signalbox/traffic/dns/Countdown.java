package dev.signalbox.traffic.dns;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Waits within an attempt, and says how long it still takes. */
record Countdown(InstantSource clock, Attempt attempt) {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration OFTEN = Duration.ofSeconds(5);
  private static final Duration SELDOM = Duration.ofSeconds(15);

  /**
   * Waits until an instant.
   *
   * @param what what is waited for, such as {@code old answers of 300 s}
   * @return empty when it has come, or why it was not waited for
   */
  Optional<StepOutcome> until(Instant end, String what) {
    while (true) {
      Duration left = Duration.between(clock.instant(), end);
      if (!left.isPositive()) {
        return Optional.empty();
      }
      if (attempt.stopRequested()) {
        return Optional.of(
            new StepOutcome.Stopped(
                "Stopped on request, " + words(left) + " before the end of " + what + "."));
      }
      if (attempt.remaining().compareTo(left) < 0) {
        return Optional.of(tooLong(left, what));
      }
      attempt.progress("waiting for the end of " + what + ": " + words(left) + " left");
      Duration pause = left.compareTo(MINUTE) > 0 ? SELDOM : OFTEN;
      var _ = attempt.pause(left.compareTo(pause) < 0 ? left : pause);
    }
  }

  /** There is no use in waiting for what ends after the time-out. */
  private StepOutcome tooLong(Duration left, String what) {
    return StepOutcome.failed(
        "The end of "
            + what
            + " is "
            + words(left)
            + " away, and the step's time-out leaves "
            + words(attempt.remaining())
            + ". Raise it (rollout.timeouts), or lower the TTL.");
  }

  /** A time as people say it; parts of a second count as a whole one. */
  static String words(Duration time) {
    if (!time.isPositive()) {
      return "0 s";
    }
    long seconds = (time.toMillis() + 999) / 1000;
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 120
        ? minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s")
        : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
