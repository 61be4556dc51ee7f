package dev.signalbox.traffic.dns;

import dev.signalbox.lab.SettableClock;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An attempt whose pauses move a clock instead of lasting. Short ones, with which servers are asked
 * again, last a little, so that the servers get real time for what they do.
 */
final class QuickAttempt implements Attempt {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration A_LITTLE = Duration.ofMillis(25);
  private static final int SLOWED = 4;

  private final SettableClock clock;
  private final Instant end;
  private final List<String> lines = new ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private Predicate<String> stopsAt = _ -> false;
  private Runnable whileWaiting = () -> {};
  private boolean stopped;

  QuickAttempt(SettableClock clock, Duration time) {
    this.clock = clock;
    this.end = clock.instant().plus(time);
  }

  /** People ask to stop when they read such a line. */
  QuickAttempt stoppingAt(Predicate<String> line) {
    stopsAt = line;
    return this;
  }

  /** Something happens in each pause. */
  QuickAttempt meanwhile(Runnable happens) {
    whileWaiting = happens;
    return this;
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void progress(String line) {
    lines.add(line);
    stopped |= stopsAt.test(line);
  }

  @Override
  public boolean stopRequested() {
    return stopped;
  }

  @Override
  public Duration remaining() {
    return Duration.between(clock.instant(), end);
  }

  @Override
  public boolean pause(Duration time) {
    whileWaiting.run();
    boolean looks = time.compareTo(SHORT) <= 0;
    clock.pass(looks ? A_LITTLE.multipliedBy(SLOWED) : time);
    try {
      return !never.await(looks ? A_LITTLE.toMillis() : 1, TimeUnit.MILLISECONDS)
          && !stopped
          && remaining().isPositive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
