package dev.signalbox.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the thread that runs a deployment that something changed; nobody polls, nobody interrupts.
 *
 * <p>A request to stop belongs to the visit of the phase in which a person made it: one that is
 * told late must not stop what the deployment does by then, such as its undoing.
 */
final class Signal {
  private static final int NO_VISIT = 0;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean pending;
  private volatile int stoppedVisit = NO_VISIT;
  private volatile boolean closed;

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

  /** A person asked to stop: long waits inside the steps of this visit are to end. */
  void requestStop(int visit) {
    stoppedVisit = visit;
    raise();
  }

  /** The process ends: every wait is to end, and no step is to begin. */
  void close() {
    closed = true;
    raise();
  }

  boolean closed() {
    return closed;
  }

  boolean stopRequested(int visit) {
    return closed || (stoppedVisit != NO_VISIT && stoppedVisit == visit);
  }

  /**
   * Waits until raised, or for this time at most.
   *
   * @return whether it was raised; being raised is thereby used up
   */
  boolean await(Duration atMost) {
    lock.lock();
    try {
      long nanos = nanos(atMost);
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
  void pause(Duration time, int visit) {
    lock.lock();
    try {
      long nanos = nanos(time);
      while (!stopRequested(visit) && nanos > 0) {
        nanos = raised.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      // As above: whoever waits looks again, and goes on waiting while there is time.
      raise();
    } finally {
      lock.unlock();
    }
  }

  private static long nanos(Duration time) {
    return time.compareTo(Duration.ofDays(1)) < 0 ? time.toNanos() : TimeUnit.DAYS.toNanos(1);
  }
}
