package dev.signalbox.simulation;

import dev.signalbox.port.Journal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what the journal's commits make true; nobody polls, nobody sleeps. */
final class Commits {
  private static final long PATIENCE_SECONDS = 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition happened = lock.newCondition();

  Commits(Journal journal) {
    journal.onCommit(_ -> happened());
  }

  /** Something else changed that somebody may wait for. */
  void happened() {
    lock.lock();
    try {
      happened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is true.
   *
   * @param told says what happened instead, when it does not become true
   */
  void await(String what, BooleanSupplier condition, Supplier<String> told) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("waited in vain for " + what + ":\n" + told.get());
        }
        // Not every condition is about a commit: some are about the site.
        happened.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }
}
