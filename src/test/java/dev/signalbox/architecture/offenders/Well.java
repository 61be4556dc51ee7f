package dev.signalbox.architecture.offenders;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** Measures, is told the time, and says what it is. */
public final class Well {
  public static final int LIMIT = 3;

  private final Clock clock;

  Well(Clock clock) {
    this.clock = clock;
  }

  Instant instant() {
    return Instant.now(clock);
  }

  LocalDate day() {
    return LocalDate.now(clock);
  }

  long measured() {
    return System.nanoTime();
  }
}
