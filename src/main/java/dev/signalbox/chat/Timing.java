package dev.signalbox.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What time it is, and who rings when some of it has passed. */
public record Timing(InstantSource clock, ScheduledExecutorService timer) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;

  Instant now() {
    return clock.instant();
  }

  ScheduledFuture<?> ringAt(Instant time, Bell bell) {
    long wait = Math.max(1, Duration.between(now(), time).toMillis());
    return timer.schedule(bell::ring, wait, TimeUnit.MILLISECONDS);
  }

  /** How long to leave something alone that failed this often: 1 s, 2 s, 4 s, … 64 s. */
  static Duration backOff(int failures) {
    return FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures, 0, MOST_DOUBLINGS));
  }
}
