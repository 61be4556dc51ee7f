package dev.signalbox.simulation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that a test turns by hand: what is to be done again and again is done at each tick. */
public final class HandTimer extends ScheduledThreadPoolExecutor {
  private final List<Runnable> repeated = new CopyOnWriteArrayList<>();

  /** A timer that does nothing yet. */
  public HandTimer() {
    super(1, Thread.ofVirtual().name("hand-timer").factory());
    setRemoveOnCancelPolicy(true);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    repeated.add(command);
    // So far off that it never comes: what is returned can be cancelled, and that is all.
    return super.scheduleWithFixedDelay(command, 1, 1, TimeUnit.DAYS);
  }

  /** Does everything that is repeated once, on the thread of the test. */
  public void tick() {
    repeated.forEach(Runnable::run);
  }
}
