package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Bot;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Several instances on one database: one acts, and another takes over when it is gone. */
class TwoBotsTest {

  @Test
  void whatIsApprovedOnAnotherInstanceGoesOnThereAndIsDoneOnce() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      Bot first = trial.bot();
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      Bot second = trial.another();
      trial.talkTo(second);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().effects()).containsOnlyOnce("swap blue to green");
      assertThat(trial.stores().deployments().running()).isEmpty();
      first.beat();
      second.beat();
    }
  }

  @Test
  void aDeploymentIsNotTakenFromAnInstanceThatIsAlive() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("install v2 on green-1", Fault.HANGS);
      trial.deploy("v2");
      trial.site().faults().awaitHanging("install v2 on green-1");
      Bot second = trial.another();
      for (int i = 0; i < 10; i++) {
        trial.clock().advance(Duration.ofSeconds(10));
        trial.bot().beat();
        second.beat();
      }
      assertThat(trial.journaled(JournalEvent.Recovered.class)).isEmpty();
      trial.site().faults().letGo("install v2 on green-1");
      trial.awaitPhase(Phase.GATE);
    }
  }

  @Test
  void aDeploymentWhoseInstanceIsGoneIsTakenOverWhenItsLeaseEnds() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("drain green-2", Fault.BOT_DIES_AFTER);
      trial.deploy("v2");
      trial.awaitTrue("death", () -> trial.bot().life().isDead());
      Bot second = trial.another();
      second.beat();
      assertThat(trial.journaled(JournalEvent.Recovered.class)).isEmpty();
      trial.clock().advance(Duration.ofSeconds(21));
      second.beat();
      trial.talkTo(second);
      trial.awaitPhase(Phase.GATE);
      assertThat(trial.journaled(JournalEvent.Recovered.class))
          .containsExactly(new JournalEvent.Recovered(Phase.ROLLING, "bot-2"));
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      trial.assertInPlace();
    }
  }

  @Test
  void ofSeveralInstancesThatFindItFreeAtOnceOneTakesItOver() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
        trial.site().faults().next("drain green-2", Fault.BOT_DIES_AFTER);
        trial.deploy("v2");
        trial.awaitTrue("death", () -> trial.bot().life().isDead());
        List<Bot> others = List.of(trial.another(), trial.another(), trial.another());
        trial.clock().advance(Duration.ofSeconds(21));
        CyclicBarrier together = new CyclicBarrier(others.size());
        List<Thread> beats =
            others.stream().map(b -> Thread.ofVirtual().start(() -> beat(b, together))).toList();
        for (Thread beat : beats) {
          beat.join();
        }
        trial.talkTo(others.getFirst());
        trial.awaitPhase(Phase.GATE);
        assertThat(trial.journaled(JournalEvent.Recovered.class)).as(trial.told()).hasSize(1);
        assertThat(trial.site().effects())
            .containsOnlyOnce("install v2 on green-2", "restore green-2");
      }
    }
  }

  private static void beat(Bot bot, CyclicBarrier together) {
    try {
      together.await();
      bot.beat();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInstanceThatSleptThroughItsLeaseBeginsNoOtherStep() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      Bot sleeper = trial.bot();
      trial.site().faults().next("install v2 on green-1", Fault.HANGS);
      trial.deploy("v2");
      trial.site().faults().awaitHanging("install v2 on green-1");
      Bot second = trial.another();
      trial.clock().advance(Duration.ofSeconds(21));
      second.beat();
      trial.talkTo(second);
      trial.awaitPhase(Phase.GATE);
      int entries = trial.journal().size();
      // It wakes up, and finds that the deployment is not its own any more.
      trial.site().faults().letGo("install v2 on green-1");
      trial.awaitTrue(
          "the late installation",
          () -> trial.site().effects().stream().filter(INSTALL::equals).count() == 2);
      sleeper.beat();
      sleeper.engine().stop();
      assertThat(trial.journal()).hasSize(entries);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  private static final String INSTALL = "install v2 on green-1";

  @Test
  void anAbortSaidToAnotherInstanceIsTakenUpWithTheOwnersNextBeat() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      Bot owner = trial.bot();
      trial.site().faults().next(INSTALL, Fault.HANGS);
      trial.deploy("v2");
      trial.site().faults().awaitHanging(INSTALL);
      Bot second = trial.another();
      trial.talkTo(second);
      assertThat(trial.abort("bob")).isInstanceOf(Feed.Moved.class);
      owner.beat();
      trial.awaitPhase(Phase.UNDONE);
      trial.assertInPlace();
    }
  }
}
