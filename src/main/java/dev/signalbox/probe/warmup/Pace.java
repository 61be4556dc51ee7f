package dev.signalbox.probe.warmup;

import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether a warm-up goes on, and when it has something to say. For one thread. */
final class Pace {

  private static final long BETWEEN_LINES = Duration.ofSeconds(1).toNanos();

  /** Why a warm-up does not go on. */
  enum End {
    /** People asked for it. */
    STOPPED,
    /** The policy's or the step's time has passed. */
    TIME_OUT
  }

  private final LongSupplier nanoTicker;
  private final Attempt attempt;
  private final Duration timeout;
  private final long start;
  private long lastLine;

  Pace(LongSupplier nanoTicker, Attempt attempt, Duration timeout) {
    this.nanoTicker = nanoTicker;
    this.attempt = attempt;
    this.timeout = timeout;
    this.start = nanoTicker.getAsLong();
    this.lastLine = start;
  }

  /** Empty as long as it may go on. */
  Optional<End> end() {
    if (attempt.stopRequested()) {
      return Optional.of(End.STOPPED);
    }
    boolean late = took().compareTo(timeout) >= 0 || !attempt.remaining().isPositive();
    return late ? Optional.of(End.TIME_OUT) : Optional.empty();
  }

  /** Says the line, unless less than a second has passed since the last one. */
  void say(Supplier<Optional<String>> line) {
    long now = nanoTicker.getAsLong();
    if (now - lastLine >= BETWEEN_LINES) {
      line.get()
          .ifPresent(
              said -> {
                lastLine = now;
                attempt.progress(said);
              });
    }
  }

  /** The time since the beginning. */
  Duration took() {
    return Duration.ofNanos(nanoTicker.getAsLong() - start);
  }
}
