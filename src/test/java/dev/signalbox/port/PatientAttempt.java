package dev.signalbox.port;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An attempt with real time in it, which a test can ask to stop. */
public final class PatientAttempt implements Attempt {
  private final long end;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** An attempt that may take this long from now on. */
  public PatientAttempt(Duration time) {
    this.end = System.nanoTime() + time.toNanos();
  }

  /** Long enough for everything that ought to happen. */
  public static PatientAttempt longEnough() {
    return new PatientAttempt(Duration.ofSeconds(20));
  }

  /** Too short for anything that does not happen at once. */
  public static PatientAttempt brief() {
    return new PatientAttempt(Duration.ofMillis(300));
  }

  /** Asks it to stop. */
  public void stop() {
    stop.countDown();
  }

  /** What was told. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void progress(String line) {
    lines.add(line);
  }

  @Override
  public boolean stopRequested() {
    return stop.getCount() == 0;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  @Override
  public boolean pause(Duration time) {
    long nanos = Math.min(time.toNanos(), remaining().toNanos());
    try {
      return !stop.await(nanos, TimeUnit.NANOSECONDS) && remaining().isPositive();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
