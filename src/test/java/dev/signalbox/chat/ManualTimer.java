package dev.signalbox.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A clock and an alarm whose time passes only when a test says so. */
public final class ManualTimer extends ScheduledThreadPoolExecutor implements InstantSource {

  private static final class Alarm extends FutureTask<@Nullable Object>
      implements ScheduledFuture<@Nullable Object> {
    private final Instant at;

    Alarm(Runnable work, Instant at) {
      super(work, null);
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(java.util.concurrent.Delayed other) {
      throw new UnsupportedOperationException();
    }
  }

  private final List<Alarm> alarms = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T14:00:00Z");

  /** One at whose clock it is two o'clock. */
  public ManualTimer() {
    super(1);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    Alarm alarm = new Alarm(work, now.plus(Duration.of(delay, unit.toChronoUnit())));
    alarms.add(alarm);
    notifyAll();
    return alarm;
  }

  /** Waits until somebody asks to be woken by then, and lets the time pass. */
  public void passWhenAskedFor(Duration time) throws InterruptedException {
    synchronized (this) {
      Instant then = now.plus(time);
      while (alarms.stream().noneMatch(a -> !a.isCancelled() && !a.at.isAfter(then))) {
        wait();
      }
    }
    pass(time);
  }

  /** Lets the time pass, and wakes whoever asked for it. */
  public void pass(Duration time) {
    List<Alarm> due;
    synchronized (this) {
      now = now.plus(time);
      due =
          alarms.stream()
              .filter(a -> !a.at.isAfter(now))
              .sorted(Comparator.comparing(a -> a.at))
              .toList();
      alarms.removeAll(due);
    }
    due.forEach(Alarm::run);
  }
}
