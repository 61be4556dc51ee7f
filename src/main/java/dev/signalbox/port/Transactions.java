package dev.signalbox.port;

import java.util.function.Supplier;

/** One transaction of the store: all of it or nothing, durable when it returns. */
public interface Transactions {

  /**
   * Runs the work in a transaction; an exception rolls it back. Not to be nested. A transaction
   * that lost against another one (serialization failure, deadlock, lock time-out) is run again a
   * few times, so the work must have no effect but through the store.
   *
   * <p>It runs on a thread of its own, which nobody interrupts, while the caller waits: what
   * belongs to the caller's thread is not there, and a lock that the caller holds must not be
   * needed.
   */
  <T> T in(Supplier<T> work);

  /**
   * Runs something when, and only if, the present transaction has committed: before {@link #in}
   * returns, on the caller's thread, outside any transaction. What it throws is logged.
   */
  void afterCommit(Runnable action);
}
