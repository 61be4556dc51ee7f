package dev.signalbox.simulation;

import dev.signalbox.port.Journal;
import dev.signalbox.port.Transactions;
import java.util.function.Supplier;

/**
 * The life of one process of the bot. After its death it commits nothing and reaches nothing, as
 * after {@code kill -9}; what was committed and what machines were told stays.
 */
public final class Lifeline implements Transactions {
  private final Transactions transactions;
  private final Journal journal;
  private volatile boolean dead;
  private volatile long lastPosition = Long.MAX_VALUE;

  Lifeline(Transactions transactions, Journal journal) {
    this.transactions = transactions;
    this.journal = journal;
  }

  /** Lets the process die as soon as this journal position is committed. */
  public void dieAt(long position) {
    lastPosition = position;
  }

  /** Ends it now. */
  public void end() {
    dead = true;
  }

  public boolean isDead() {
    return dead;
  }

  Killed die() {
    dead = true;
    return new Killed();
  }

  void check() {
    if (dead) {
      throw new Killed();
    }
  }

  @Override
  public <T> T in(Supplier<T> work) {
    check();
    T result = transactions.in(work);
    if (journal.head().position() >= lastPosition) {
      dead = true;
    }
    check();
    return result;
  }

  @Override
  public void afterCommit(Runnable action) {
    transactions.afterCommit(action);
  }
}
