package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.DeploymentStore.Begun;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.Journal.Verification;
import dev.signalbox.port.Transactions;
import dev.signalbox.topology.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transactions, on any database. */
interface TransactionsContract extends StoreFixture {

  private Transactions transactions() {
    return stores().transactions();
  }

  private void saw(String cluster) {
    stores().lanes().sawLive(Samples.SHOP, cluster);
  }

  private DeploymentId begin(Lane lane) {
    Begun begun =
        in(
            () ->
                stores()
                    .deployments()
                    .begin(Samples.plan(lane), Samples.DANA, Samples.NOON, "here"));
    return ((Begun.Started) begun).deployment().id();
  }

  @Test
  default void anExceptionTakesEverythingBack() {
    List<String> done = new ArrayList<>();

    assertThatThrownBy(
            () ->
                doIn(
                    () -> {
                      saw("green");
                      stores()
                          .journal()
                          .append(
                              About.NOTHING,
                              Samples.DANA,
                              new JournalEvent.CommandAccepted("#deploys", "/deploy v2"));
                      transactions().afterCommit(() -> done.add("never"));
                      throw new IllegalArgumentException("changed my mind");
                    }))
        .hasMessage("changed my mind");

    assertThat(stores().lanes().lastSeenLive(Samples.SHOP)).isEmpty();
    assertThat(stores().journal().head().position()).isZero();
    assertThat(done).isEmpty();
  }

  @Test
  default void theyAreNotNested() {
    assertThatThrownBy(() -> doIn(() -> doIn(() -> saw("green"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not nested");
    assertThatThrownBy(() -> transactions().afterCommit(() -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void whatFollowsTheCommitSeesItAndMayHaveATransactionOfItsOwn() {
    List<String> done = new ArrayList<>();

    doIn(
        () -> {
          saw("green");
          transactions()
              .afterCommit(
                  () -> {
                    done.add(stores().lanes().lastSeenLive(Samples.SHOP).orElseThrow());
                    throw new IllegalStateException("its own affair");
                  });
          transactions().afterCommit(() -> doIn(() -> saw("blue")));
          assertThat(done).isEmpty();
        });

    assertThat(done).containsExactly("green");
    assertThat(stores().lanes().lastSeenLive(Samples.SHOP)).contains("blue");
  }

  @Test
  default void aDeadlockIsRunAgainUntilBothAreThrough()
      throws ExecutionException, InterruptedException {
    List<DeploymentId> both = List.of(begin(Samples.SHOP), begin(Samples.API));
    CyclicBarrier eachHasOne = new CyclicBarrier(2);
    AtomicInteger attempts = new AtomicInteger();

    StoreFixture.atOnce(
        2,
        i ->
            in(
                () -> {
                  assertThat(stores().deployments().lock(both.get(i))).isPresent();
                  if (attempts.incrementAndGet() <= 2) {
                    meet(eachHasOne);
                  }
                  return stores().deployments().lock(both.get(1 - i)).orElseThrow();
                }));

    assertThat(attempts.get()).as("one of them lost").isGreaterThan(2);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void interruptsBreakNothingAndAreHandedOn() throws InterruptedException {
    AtomicInteger handedOn = new AtomicInteger();
    int rounds = 60;
    Thread worker =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    append("line " + i);
                    if (Thread.interrupted()) {
                      handedOn.incrementAndGet();
                    }
                  }
                });
    worker.start();
    while (worker.isAlive()) {
      worker.interrupt();
      worker.join(1);
    }

    assertThat(stores().journal().verify())
        .isEqualTo(new Verification.Intact(rounds, stores().journal().head().hash()));
    assertThat(handedOn.get()).isPositive();
    append("and the database is alive");
  }

  private void append(String line) {
    doIn(
        () ->
            stores()
                .journal()
                .append(
                    About.NOTHING,
                    Samples.DANA,
                    new JournalEvent.CommandAccepted("#deploys", line)));
  }
}
