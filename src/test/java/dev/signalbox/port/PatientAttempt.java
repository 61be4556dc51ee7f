package dev.signalbox.port;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An attempt with real time in it, which a test can ask to stop. */
public class PatientAttempt implements Attempt {
  private final long end;
  private final long stopAt;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** An attempt that may take this long from now on. */
  public PatientAttempt(Duration time) {
    this(time, time);
  }

  private PatientAttempt(Duration time, Duration untilStop) {
    this.end = System.nanoTime() + time.toNanos();
    this.stopAt = System.nanoTime() + untilStop.toNanos();
  }

  /** Long enough, but people ask it to stop after this time. */
  public static PatientAttempt stoppedAfter(Duration time) {
    return new PatientAttempt(Duration.ofSeconds(20), time);
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
    return stop.getCount() == 0 || (stopAt < end && System.nanoTime() - stopAt >= 0);
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  @Override
  public boolean pause(Duration time) {
    long untilStop = Math.max(0, stopAt - System.nanoTime());
    long nanos = Math.min(Math.min(time.toNanos(), untilStop), remaining().toNanos());
    try {
      boolean asked = stop.await(nanos, TimeUnit.NANOSECONDS) || stopRequested();
      return !asked && remaining().isPositive();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
