package dev.signalbox.simulation;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal;
import dev.signalbox.port.Transactions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one process of the bot. After its death it commits nothing and reaches nothing, as
 * after {@code kill -9}; what was committed and what machines were told stays.
 */
public final class Lifeline implements Transactions {
  private final Transactions transactions;
  private final Journal journal;
  private volatile boolean dead;
  private volatile long lastPosition = Long.MAX_VALUE;
  private final AtomicReference<@Nullable Hook> hook = new AtomicReference<>();

  private record Hook(Class<? extends JournalEvent> after, Runnable action) {}

  Lifeline(Transactions transactions, Journal journal) {
    this.transactions = transactions;
    this.journal = journal;
  }

  /** Lets the process die as soon as this journal position is committed. */
  public void dieAt(long position) {
    lastPosition = position;
  }

  /** Does something between the next commit of such an event and whatever follows it. */
  public void whenCommitted(Class<? extends JournalEvent> event, Runnable action) {
    hook.set(new Hook(event, action));
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
    Hook present = hook.get();
    if (present != null && isLast(present.after()) && hook.compareAndSet(present, null)) {
      present.action().run();
    }
    return result;
  }

  private boolean isLast(Class<? extends JournalEvent> event) {
    return journal.last(1).stream().anyMatch(e -> event.isInstance(e.event()));
  }

  @Override
  public void afterCommit(Runnable action) {
    transactions.afterCommit(action);
  }
}
