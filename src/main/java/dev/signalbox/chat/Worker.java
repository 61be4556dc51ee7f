package dev.signalbox.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual thread that works while there is work, waits until it is told of more, and leaves
 * failing work alone for a while.
 */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

  /** A piece of work. */
  interface Work {
    /** Does some of it; false when there is nothing to do now. */
    boolean some();
  }

  private final String name;
  private final Work work;
  private final Timing timing;
  private final Bell bell = new Bell();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition worked = lock.newCondition();
  private volatile boolean running;
  private @Nullable Thread thread;
  private Optional<Future<?>> alarm = Optional.empty();
  private int failures;

  Worker(String name, Work work, Timing timing) {
    this.name = name;
    this.work = work;
    this.timing = timing;
  }

  void start() {
    running = true;
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Lets the work under way end; nothing is interrupted. */
  void stop() {
    running = false;
    bell.ring();
    Thread started = thread;
    if (started == null) {
      return;
    }
    try {
      if (!started.join(STOPS_WITHIN)) {
        LOG.warn("{} did not stop within {}", name, STOPS_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void ring() {
    bell.ring();
  }

  /** Rings at this time, and not at one that was asked for before. Only from within the work. */
  void ringAt(Instant time) {
    alarm.ifPresent(a -> a.cancel(false));
    alarm = Optional.of(timing.ringAt(time, bell));
  }

  /** Waits until the condition holds, looking each time some work was done; false when too late. */
  boolean await(BooleanSupplier condition, Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = worked.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (running) {
      if (!some()) {
        bell.await();
      }
    }
  }

  private boolean some() {
    try {
      boolean did = work.some();
      failures = 0;
      return did;
    } catch (RuntimeException e) {
      Duration pause = Timing.backOff(failures++);
      LOG.warn("{} failed, and tries again in {} s", name, pause.toSeconds(), e);
      ringAt(timing.now().plus(pause));
      return false;
    } finally {
      tellWaiting();
    }
  }

  private void tellWaiting() {
    lock.lock();
    try {
      worked.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
