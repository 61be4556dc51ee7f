package dev.signalbox.simulation;

import dev.signalbox.engine.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that goes on only when somebody waits, or when the test says so; no wait takes any. */
public final class SimClock implements InstantSource, EngineTime.Pauses {
  private Instant now = Instant.parse("2026-11-21T02:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public Duration real(Duration asked) {
    advance(asked);
    return Duration.ZERO;
  }

  /** Lets time pass. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }
}
