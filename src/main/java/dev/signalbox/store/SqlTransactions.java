package dev.signalbox.store;

import dev.signalbox.port.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions at READ COMMITTED, where rows that matter are locked by those who read them. What
 * lost against another transaction is run again.
 */
final class SqlTransactions implements Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(SqlTransactions.class);

  private static final ThreadFactory THREADS = Thread.ofVirtual().name("transaction-", 1).factory();

  private static final int ATTEMPTS = 6;

  /** Deadlock and serialization failure: the standard's class 40, whole. */
  private static final String ROLLED_BACK = "40";

  /**
   * Others that a second attempt cures: a lock not had in time (PostgreSQL, H2), a row changed
   * meanwhile (H2), and a row that somebody else inserted first, which the next attempt will find.
   */
  private static final Set<String> LOST = Set.of("55P03", "HYT00", "90131", "23505");

  /** What makes a commit durable where the commit alone does not. */
  interface Durability {
    /** Returns when everything that was committed before is durable. */
    void force();
  }

  private final TransactionOperations spring;
  private final Durability durability;
  private final Consumer<Duration> pause;
  private final ScopedValue<Work> present = ScopedValue.newInstance();
  private final ScopedValue<Errand> errand = ScopedValue.newInstance();

  SqlTransactions(TransactionOperations spring, Durability durability, Consumer<Duration> pause) {
    this.spring = spring;
    this.durability = durability;
    this.pause = pause;
  }

  /** What belongs to the present transaction. */
  private static final class Work {
    private final Optional<Errand> errand;
    private boolean changes;
    private final Map<Object, Runnable> afterCommit = new LinkedHashMap<>();

    Work(Optional<Errand> errand) {
      this.errand = errand;
    }
  }

  /** A change that is to be made by the transaction in which a person's act is journaled. */
  private static final class Errand {
    private final Runnable change;
    private volatile boolean done;

    Errand(Runnable change) {
      this.change = change;
    }
  }

  /**
   * Runs the work, and makes the change in the first of its transactions that journals what a
   * person did; if there is none, in one of its own afterwards. A change that throws rolls that
   * transaction back.
   */
  <T> T together(Runnable change, Supplier<T> work) {
    if (errand.isBound() || present.isBound()) {
      throw new IllegalStateException("one thing at a time is handed in, and in no transaction");
    }
    Errand mine = new Errand(change);
    T result = ScopedValue.where(errand, mine).call(work::get);
    if (!mine.done) {
      in(
          () -> {
            require();
            change.run();
            return true;
          });
    }
    return result;
  }

  /** What a person did is being journaled by the present transaction. */
  void personActs() {
    require();
    Work work = present.get();
    work.errand
        .filter(it -> !it.done && !work.afterCommit.containsKey(it))
        .ifPresent(
            it -> {
              it.change.run();
              afterCommit(it, () -> it.done = true);
            });
  }

  /**
   * On a thread of its own, which nobody can interrupt: an interrupt in the middle of a commit
   * would close the connection, on H2 even the database, and leave open what became of it. The
   * caller waits, and keeps its interrupt.
   */
  @Override
  public <T> T in(Supplier<T> work) {
    if (present.isBound()) {
      throw new IllegalStateException("a transaction is open already; they are not nested");
    }
    Optional<Errand> carried = errand.isBound() ? Optional.of(errand.get()) : Optional.empty();
    FutureTask<Committed<T>> task = new FutureTask<>(() -> untilItHolds(carried, work));
    THREADS.newThread(task).start();
    Committed<T> committed = await(task);
    committed.afterwards().forEach(SqlTransactions::run);
    return committed.result();
  }

  private record Committed<T>(T result, Collection<Runnable> afterwards) {}

  private static <T> T await(Future<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    afterCommit(new Object(), action);
  }

  /** As {@link #afterCommit(Runnable)}; a later action takes the place of one with the same key. */
  void afterCommit(Object key, Runnable action) {
    require();
    present.get().afterCommit.put(key, action);
  }

  /** Refuses to go on outside a transaction, where a lock would end with its statement. */
  void require() {
    if (!isOpen()) {
      throw new IllegalStateException("this changes the store: call it within Transactions.in");
    }
    present.get().changes = true;
  }

  boolean isOpen() {
    return present.isBound();
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException("a Supplier throws nothing checked", thrown);
    };
  }

  private <T> Committed<T> untilItHolds(Optional<Errand> carried, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      Work mine = new Work(carried);
      try {
        T result = ScopedValue.where(present, mine).call(() -> once(work));
        if (mine.changes) {
          durability.force();
        }
        return new Committed<>(result, mine.afterCommit.values());
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !lost(e)) {
          throw told(e);
        }
        LOG.debug("attempt {} lost against another transaction", attempt, e);
        pause.accept(Duration.ofMillis(2L << attempt));
      }
    }
  }

  private <T> T once(Supplier<T> work) {
    return spring.execute(_ -> work.get());
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // The transaction stands, whatever its listeners make of it.
      LOG.error("an action after a commit failed", e);
    }
  }

  private static boolean lost(RuntimeException e) {
    SQLException sql = Outages.find(e, SQLException.class);
    @Nullable String state = sql == null ? null : sql.getSQLState();
    return state != null && (state.startsWith(ROLLED_BACK) || LOST.contains(state));
  }

  /** A transaction that could not even begin says why, not that it could not. */
  private static RuntimeException told(RuntimeException e) {
    StoreUnavailable unavailable = Outages.find(e, StoreUnavailable.class);
    return unavailable == null ? e : unavailable;
  }
}
