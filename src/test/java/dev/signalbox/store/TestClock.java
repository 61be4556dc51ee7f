package dev.signalbox.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time as a test has it. */
final class TestClock implements InstantSource {

  /** With nanoseconds, which no database keeps. */
  static final Instant START = Instant.parse("2026-11-21T02:00:00.123456789Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }
}
