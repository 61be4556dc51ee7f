package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.support.TransactionOperations;

class SqlTransactionsTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger forced = new AtomicInteger();
  private final SqlTransactions transactions =
      new SqlTransactions(
          TransactionOperations.withoutTransaction(), forced::incrementAndGet, pauses::add);

  /** As Spring has it, around what a driver said. */
  private static final class Refused extends UncategorizedDataAccessException {
    private static final long serialVersionUID = 1L;

    Refused(String state) {
      super("refused", new SQLException("by the driver", state));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03", "HYT00", "90131", "23505"})
  void whatLostAgainstAnotherTransactionIsRunAgainAfterAGrowingPause(String state) {
    AtomicInteger runs = new AtomicInteger();

    int result =
        transactions.in(
            () -> {
              if (runs.incrementAndGet() < 4) {
                throw new Refused(state);
              }
              return runs.get();
            });

    assertThat(result).isEqualTo(4);
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(4), Duration.ofMillis(8), Duration.ofMillis(16));
  }

  @Test
  void whatAlwaysLosesIsGivenUpAfterSixAttempts() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                transactions.in(
                    () -> {
                      runs.incrementAndGet();
                      throw new DuplicateKeyException("twice", new SQLException("dup", "23505"));
                    }))
        .isInstanceOf(DuplicateKeyException.class);

    assertThat(runs).hasValue(6);
  }

  @Test
  void whatIsSimplyWrongIsNotRunAgain() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                transactions.in(
                    () -> {
                      runs.incrementAndGet();
                      throw new Refused("42601");
                    }))
        .isInstanceOf(Refused.class);

    assertThat(runs).hasValue(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void onlyWhatChangesSomethingIsForcedToTheDisk() {
    assertThat(transactions.in(() -> "only read")).isEqualTo("only read");
    assertThat(forced).hasValue(0);

    transactions.in(
        () -> {
          transactions.require();
          return true;
        });
    assertThat(forced).hasValue(1);
  }

  @Test
  void anErrorStaysAnError() {
    assertThatThrownBy(
            () ->
                transactions.in(
                    () -> {
                      throw new AssertionError("in a test of ours");
                    }))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void manyCommitsShareTheForceThatBeginsAfterThem()
      throws ExecutionException, InterruptedException {
    CountDownLatch firstRuns = new CountDownLatch(1);
    CountDownLatch othersWait = new CountDownLatch(1);
    AtomicInteger forces = new AtomicInteger();
    GroupCommit disk =
        new GroupCommit(
            () -> {
              if (forces.incrementAndGet() == 1) {
                firstRuns.countDown();
                await(othersWait);
              }
            });
    Thread first = Thread.ofVirtual().start(disk::await);
    firstRuns.await();

    AtomicInteger waiting = new AtomicInteger();
    StoreFixture.atOnce(
        50,
        _ -> {
          if (waiting.incrementAndGet() == 50) {
            othersWait.countDown();
          }
          disk.await();
          return true;
        });
    first.join();

    assertThat(forces.get()).as("one for the first, then few for fifty").isBetween(2, 50);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
