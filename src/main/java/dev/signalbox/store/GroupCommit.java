package dev.signalbox.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces commits to the disk, many with one force: who comes while one runs waits for the next, and
 * that one serves all who came before it began.
 */
final class GroupCommit {

  private final Runnable force;
  private final AtomicLong committed = new AtomicLong();
  private final ReentrantLock forcing = new ReentrantLock();
  private long forced;

  GroupCommit(Runnable force) {
    this.force = force;
  }

  /** Returns when everything that the caller has committed is on the disk. */
  void await() {
    long mine = committed.incrementAndGet();
    forcing.lock();
    try {
      if (forced < mine) {
        long all = committed.get();
        force.run();
        forced = all;
      }
    } finally {
      forcing.unlock();
    }
  }
}
