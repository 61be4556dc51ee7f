package dev.signalbox.simulation;

import dev.signalbox.engine.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that goes on only when somebody waits, or when the test says so; no wait takes any. Where it
 * stands still, who waits really waits, and finds that no time has passed.
 */
public final class SimClock implements InstantSource, EngineTime.Pauses {
  private boolean stands;
  private Instant now = Instant.parse("2026-11-21T02:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Duration real(Duration asked) {
    if (stands) {
      return asked;
    }
    advance(asked);
    return Duration.ZERO;
  }

  /** No wait ends by itself any more. */
  public synchronized void standStill() {
    stands = true;
  }

  /** Waits take no time again. */
  public synchronized void goOn() {
    stands = false;
  }

  /** Lets time pass. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }
}
