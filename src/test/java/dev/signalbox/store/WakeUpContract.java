package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.Hold;
import dev.signalbox.port.WakeUps.WakeUp;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Wake-ups, on any database. */
interface WakeUpContract extends StoreFixture {

  WakeUp GATE = new WakeUp.GateExpires(7);
  WakeUp KEPT = new WakeUp.KeptExpires(Samples.SHOP);
  WakeUp HOLD = new WakeUp.HoldExpires(new Hold.Scope.Everything());

  /** Another process on the same database. */
  DurableWakeUps anotherInstance(String name);

  private DurableWakeUps wakeUps() {
    return stores().wakeUps();
  }

  private void at(Duration later, WakeUp wakeUp) {
    doIn(() -> wakeUps().at(clock().instant().plus(later), wakeUp));
  }

  private void pass(Duration time) {
    clock().advance(time);
    wakeUps().checkNow();
  }

  @Test
  default void eachHappensAtItsTimeAndNotBefore() throws InterruptedException {
    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();
    wakeUps().start(woken::add);
    at(Duration.ofMinutes(30), GATE);
    at(Duration.ZERO, HOLD);
    at(Duration.ofMinutes(10), KEPT);

    assertThat(next(woken)).isEqualTo(HOLD);
    pass(Duration.ofMinutes(10).plusMillis(1));
    assertThat(next(woken)).isEqualTo(KEPT);
    pass(Duration.ofMinutes(20));
    assertThat(next(woken)).isEqualTo(GATE);
  }

  @Test
  default void oneThatIsScheduledAgainIsMoved() throws InterruptedException {
    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();
    wakeUps().start(woken::add);
    at(Duration.ofMinutes(10), GATE);
    at(Duration.ofMinutes(30), GATE);
    at(Duration.ofMinutes(20), KEPT);
    at(Duration.ofMinutes(40), HOLD);
    at(Duration.ofMinutes(25), HOLD);

    pass(Duration.ofMinutes(21));
    assertThat(next(woken)).isEqualTo(KEPT);
    pass(Duration.ofMinutes(5));
    assertThat(next(woken)).isEqualTo(HOLD);
    pass(Duration.ofMinutes(5));
    assertThat(next(woken)).isEqualTo(GATE);
    assertThat(woken).isEmpty();
  }

  @Test
  default void oneThatIsScheduledAgainWhileItRunsHappensAgain() throws InterruptedException {
    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();
    CountDownLatch moved = new CountDownLatch(1);
    wakeUps()
        .start(
            wakeUp -> {
              woken.add(wakeUp);
              await(moved);
            });
    at(Duration.ZERO, GATE);
    assertThat(next(woken)).isEqualTo(GATE);

    at(Duration.ofMinutes(1), GATE);
    moved.countDown();
    pass(Duration.ofMinutes(2));

    assertThat(next(woken)).isEqualTo(GATE);
  }

  @Test
  default void aTransactionThatFailsSchedulesNothing() throws InterruptedException {
    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();
    assertThatThrownBy(
            () ->
                doIn(
                    () -> {
                      wakeUps().at(clock().instant(), GATE);
                      throw new IllegalArgumentException("changed my mind");
                    }))
        .hasMessage("changed my mind");
    wakeUps().start(woken::add);
    at(Duration.ofMinutes(1), KEPT);

    pass(Duration.ofMinutes(2));
    assertThat(next(woken)).isEqualTo(KEPT);
    assertThat(woken).isEmpty();
    assertThatThrownBy(() -> wakeUps().at(clock().instant(), GATE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void aHandlerThatThrowsIsCalledAgain() throws InterruptedException {
    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();
    AtomicBoolean failed = new AtomicBoolean();
    wakeUps()
        .start(
            wakeUp -> {
              if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("the router is away");
              }
              woken.add(wakeUp);
            });
    at(Duration.ZERO, GATE);

    WakeUp again = null;
    while (again == null) {
      // Its next time counts from when the failure was noted, which only the database knows.
      pass(Duration.ofSeconds(2));
      again = woken.poll(20, TimeUnit.MILLISECONDS);
    }

    assertThat(again).isEqualTo(GATE);
    assertThat(failed).isTrue();
  }

  @Test
  default void anotherInstanceHandsOutWhatOneThatStoppedLeft() throws InterruptedException {
    at(Duration.ofMinutes(1), GATE);
    wakeUps().start(_ -> {});
    wakeUps().stop();
    clock().advance(Duration.ofMinutes(2));

    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();
    DurableWakeUps other = anotherInstance("other");
    other.start(woken::add);

    assertThat(next(woken)).isEqualTo(GATE);
    other.stop();
  }

  @Test
  default void whatAKilledInstanceHadUnderWayHappensAgainAtItsNextStart()
      throws InterruptedException {
    at(Duration.ZERO, GATE);
    sql().update("UPDATE scheduled_tasks SET picked = TRUE, picked_by = 'test'");
    BlockingQueue<WakeUp> woken = new LinkedBlockingQueue<>();

    wakeUps().start(woken::add);

    assertThat(next(woken)).isEqualTo(GATE);
  }

  @Test
  default void stoppingWaitsForWhatIsUnderWayAndDoesNotInterruptIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();
    wakeUps()
        .start(
            _ -> {
              begun.countDown();
              await(goOn);
              ended.add(Thread.currentThread().isInterrupted());
            });
    at(Duration.ZERO, GATE);
    begun.await();

    Thread stopping = Thread.ofVirtual().start(() -> wakeUps().stop());
    goOn.countDown();
    stopping.join();

    assertThat(next(ended)).as("interrupted").isFalse();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("nothing came").isNotNull();
    return next;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
