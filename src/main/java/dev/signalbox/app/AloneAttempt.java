package dev.signalbox.app;

import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** An attempt at something that no deployment has begun, told on standard output. */
final class AloneAttempt implements Attempt {
  private final CountDownLatch never = new CountDownLatch(1);
  private final LongSupplier nanoTicker;
  private final long end;

  AloneAttempt(Duration limit, LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
    this.end = nanoTicker.getAsLong() + limit.toNanos();
  }

  @Override
  public void progress(String line) {
    System.out.println("  " + line);
  }

  @Override
  public boolean stopRequested() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(end - nanoTicker.getAsLong());
  }

  @Override
  public boolean pause(Duration time) {
    long nanos = Math.min(time.toNanos(), remaining().toNanos());
    try {
      var _ = never.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return remaining().isPositive();
  }
}
