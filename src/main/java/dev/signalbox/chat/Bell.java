package dev.signalbox.chat;

import java.util.concurrent.Semaphore;

/** Wakes the one thread that waits for it; a ring that nobody waited for is not lost. */
final class Bell {
  private final Semaphore rung = new Semaphore(0);

  void ring() {
    rung.release();
  }

  /** Uninterruptible, since an interrupt that reached the database would close it. */
  void await() {
    rung.acquireUninterruptibly();
    rung.drainPermits();
  }
}
