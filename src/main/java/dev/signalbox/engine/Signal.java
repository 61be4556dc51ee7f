package dev.signalbox.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the thread that runs a deployment that something changed; nobody polls, nobody interrupts.
 */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean pending;
  private volatile boolean stop;

  /** Something changed: look again. */
  void raise() {
    lock.lock();
    try {
      pending = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A person asked to stop, or the process ends: long waits inside a step are to end. */
  void requestStop() {
    stop = true;
    raise();
  }

  /** The request to stop was answered. */
  void clearStop() {
    stop = false;
  }

  boolean stopRequested() {
    return stop;
  }

  /**
   * Waits until raised, or for this time at most.
   *
   * @return whether it was raised; being raised is thereby used up
   */
  boolean await(Duration atMost) {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (!pending && nanos > 0) {
        nanos = raised.awaitNanos(nanos);
      }
      boolean was = pending;
      pending = false;
      return was;
    } catch (InterruptedException e) {
      // Nobody interrupts these threads; if a library does, it counts as being raised.
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for this time, or until a stop is requested; being raised otherwise is kept. */
  void pause(Duration time) {
    lock.lock();
    try {
      long nanos = Math.min(time.toNanos(), TimeUnit.DAYS.toNanos(1));
      while (!stop && nanos > 0) {
        nanos = raised.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      stop = true;
    } finally {
      lock.unlock();
    }
  }
}
