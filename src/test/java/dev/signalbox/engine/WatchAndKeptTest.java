package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time after a swap: the watch, people's judgment, and what is kept to go back to. */
class WatchAndKeptTest {
  @TempDir Path directory;

  private static void succeed(Trial trial, String version) {
    trial.deploy(version);
    trial.awaitPhase(Phase.GATE);
    trial.approve("ann");
    trial.awaitPhase(Phase.SUCCEEDED);
  }

  private static void assertImpossible(Planned planned, String reason) {
    assertThat(planned)
        .asInstanceOf(type(Planned.Impossible.class))
        .extracting(Planned.Impossible::reason)
        .asString()
        .contains(reason);
  }

  private static Optional<String> kept(Trial trial) {
    return trial.stores().lanes().kept(Ground.LANE).map(KeptCluster::cluster);
  }

  @Test
  void aWatchThatFailsSwapsBackUndoesAndHoldsTheLane() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.site().errs("v2", 0.5);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.ROLLED_BACK);
      assertThat(trial.site().live()).isEqualTo("blue");
      assertThat(trial.site().installed().values()).containsOnly("v1");
      assertThat(trial.bot().requests().hold(Ground.LANE).orElseThrow().reason())
          .startsWith("#1 was rolled back: watch v2 on green");
      trial.assertInPlace();
    }
  }

  @Test
  void tooLittleTrafficAsksThePeopleWhoMayTakeItOrLookAgain() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.site().requests(3);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.JUDGING);
      trial.retry("bob");
      trial.await("judging again", d -> d.phase() == Phase.JUDGING && d.visit() > 9);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(kept(trial)).contains("blue");
    }
  }

  @Test
  void aLaneSetToAskIsAskedWhenTheWatchFailsAndARejectionSwapsBack() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).askingWhenTheWatchFails();
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().errs("v2", 0.5);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.JUDGING);
      assertThat(trial.site().live()).isEqualTo("green");
      trial.reject("bob");
      trial.awaitPhase(Phase.ROLLED_BACK);
      assertThat(trial.site().live()).isEqualTo("blue");
      trial.assertInPlace();
    }
  }

  @Test
  void aLaneSetToFreezeStaysAsItIsUntilPeopleSayWhatIsToBeDone() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).freezingWhenTheWatchFails();
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().errs("v2", 0.5);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      assertThat(trial.site().live()).isEqualTo("green");
      assertThat(trial.journaled(JournalEvent.AttentionNeeded.class))
          .singleElement()
          .satisfies(it -> assertThat(it.restedIn()).isEqualTo(Phase.WATCHING))
          .satisfies(it -> assertThat(it.reason()).contains("50.0 % of the requests failed"));
      assertThat(trial.stores().deployments().occupying(Ground.LANE)).isPresent();
      trial.retry("bob");
      trial.await("frozen again", d -> d.phase() == Phase.NEEDS_ATTENTION && d.visit() > 10);
      trial.rollBack("bob");
      trial.awaitPhase(Phase.ROLLED_BACK);
      assertThat(trial.site().live()).isEqualTo("blue");
      trial.assertInPlace();
    }
  }

  @Test
  void aFrozenVersionThatRecoversIsWatchedAgainAndPasses() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).freezingWhenTheWatchFails();
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().errs("v2", 0.5);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      trial.site().errs("v2", 0);
      trial.retry("bob");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(kept(trial)).contains("blue");
    }
  }

  @Test
  void aLaneSetToFreezeDoesNotSwapBackWhereNobodyAnswersWhetherTooLittleTrafficWasEnough() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).freezingWhenTheWatchFails();
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().requests(3);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.JUDGING);
      long gate = trial.prompt().gate();
      trial.clock().advance(Duration.ofHours(2));
      trial.bot().wakeUpCalls().accept(new WakeUp.GateExpires(gate));
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      assertThat(trial.site().live()).isEqualTo("green");
      trial.site().requests(1000);
      trial.retry("bob");
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  private static void untilCountedDown(Trial trial) {
    trial.site().errs("v2", 0.5);
    trial.deploy("v2");
    trial.awaitPhase(Phase.GATE);
    trial.clock().standStill();
    trial.approve("ann");
    trial.awaitTrue("a countdown", () -> !countdowns(trial).isEmpty());
  }

  private static List<String> countdowns(Trial trial) {
    return trial.journaled(JournalEvent.StepProgressed.class).stream()
        .map(JournalEvent.StepProgressed::line)
        .filter(it -> it.contains("Production swaps back to blue in 1200 s"))
        .toList();
  }

  private static Ground counting() {
    return Ground.of(Strategy.BLUE_GREEN).swapBackAfter(Duration.ofMinutes(20));
  }

  @Test
  void aRollbackHastensTheSwapBackThatIsCountedDown() {
    try (Trial trial = Trial.on(counting(), directory)) {
      untilCountedDown(trial);
      assertThat(trial.site().live()).isEqualTo("green");
      Instant failed = trial.clock().instant();
      trial.rollBack("bob");
      trial.awaitPhase(Phase.ROLLED_BACK);
      assertThat(trial.clock().instant()).isEqualTo(failed);
      assertThat(trial.site().live()).isEqualTo("blue");
      trial.assertInPlace();
    }
  }

  @Test
  void aHoldStopsTheSwapBackThatIsCountedDownAndPeopleJudge() {
    try (Trial trial = Trial.on(counting(), directory)) {
      untilCountedDown(trial);
      trial.with(
          stores -> {
            Hold.Scope scope = new Hold.Scope.OfLane(Ground.LANE);
            Instant now = trial.clock().instant();
            stores
                .lanes()
                .hold(new Hold(scope, "look first", Trial.slack("bob"), now, Optional.empty()));
            return scope;
          });
      trial.awaitPhase(Phase.JUDGING);
      assertThat(trial.site().live()).isEqualTo("green");
      assertThat(trial.told()).contains("the swap back was stopped by bob: look first");
      trial.clock().goOn();
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().live()).isEqualTo("green");
    }
  }

  @Test
  void aCountdownThatARestartCutShortBeginsAnewAndEnds() {
    try (Trial trial = Trial.on(counting(), directory)) {
      untilCountedDown(trial);
      trial.restart();
      trial.awaitTrue("another countdown", () -> countdowns(trial).size() == 2);
      assertThat(trial.site().live()).isEqualTo("green");
      Instant failed = trial.clock().instant();
      trial.clock().goOn();
      trial.awaitPhase(Phase.ROLLED_BACK);
      assertThat(Duration.between(failed, trial.clock().instant()))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(20));
      trial.assertInPlace();
    }
  }

  @Test
  void driftWhilePeopleJudgeRefusesTheirApproval() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).recheckingAllTheTime();
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().requests(3);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.JUDGING);
      trial.site().somebodySwapsTo("blue");
      trial.awaitTrue("drift", () -> trial.prompt().revision() == 2);
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Refused.class);
      trial.site().somebodySwapsTo("green");
      trial.awaitTrue("back", () -> trial.prompt().revision() == 3);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void theNextPlanNamesTheLossOfTheKeptCluster() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      succeed(trial, "v2");
      Plan next =
          Trial.plan(trial.bot().requests().plan(Ground.LANE, new Version("v3"), Optional.empty()));
      assertThat(next.notes())
          .anyMatch(n -> n.startsWith("the kept cluster blue on v1 is lost: afterwards /rollback"));
      trial.begin(next);
      trial.awaitPhase(Phase.GATE);
      assertThat(kept(trial)).isEmpty();
      trial.abort("bob");
      trial.awaitPhase(Phase.UNDONE);
      assertImpossible(trial.bot().requests().planRollback(Ground.LANE), "no kept cluster");
    }
  }

  @Test
  void aKeptFixedClusterIsNotOfferedAnyMoreWhenItsTimeHasPassed() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      succeed(trial, "v2");
      trial.site().forgetEffects();
      trial.bot().wakeUpCalls().accept(new WakeUp.KeptExpires(Ground.LANE));
      assertThat(kept(trial)).contains("blue"); // Too early.
      trial.clock().advance(Duration.ofMinutes(61));
      assertImpossible(trial.bot().requests().planRollback(Ground.LANE), "expired at");
      trial.site().faults().always("read switch", Fault.UNREACHABLE);
      trial.bot().wakeUpCalls().accept(new WakeUp.KeptExpires(Ground.LANE));
      assertThat(kept(trial)).isEmpty();
      assertThat(trial.journaled(JournalEvent.KeptReleased.class)).hasSize(1);
      assertThat(trial.site().effects()).isEmpty();
    }
  }

  @Test
  void aKeptServerGroupIsRemovedWhenItsTimeHasPassedAndSaidFirst() {
    try (Trial trial = Trial.on(Ground.of(Strategy.RED_BLACK), directory)) {
      succeed(trial, "v2");
      trial.clock().advance(Duration.ofMinutes(61));
      trial.site().faults().next("retire shop-v1", Fault.FAILS);
      WakeUp expires = new WakeUp.KeptExpires(Ground.LANE);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> trial.bot().wakeUpCalls().accept(expires))
          .hasMessageContaining("shop-v1 could not be removed");
      assertThat(trial.journaled(JournalEvent.KeptReleased.class)).hasSize(1);
      trial.bot().wakeUpCalls().accept(expires);
      assertThat(trial.journaled(JournalEvent.KeptReleased.class)).hasSize(1);
      assertThat(trial.site().effects()).endsWith("retire shop-v1");
      assertThat(kept(trial)).isEmpty();
    }
  }

  @Test
  void aKeptServerGroupOutlivesItsTimeWhileItsLaneIsOccupied() {
    try (Trial trial = Trial.on(Ground.of(Strategy.RED_BLACK), directory)) {
      succeed(trial, "v2");
      trial.clock().standStill();
      trial.site().faults().next("settle shop-v2", Fault.HANGS);
      trial.rollBackAfterwards();
      trial.site().faults().awaitHanging("settle shop-v2");
      trial.clock().advance(Duration.ofMinutes(61));
      trial.bot().wakeUpCalls().accept(new WakeUp.KeptExpires(Ground.LANE));
      assertThat(trial.site().live()).isEqualTo("shop-v1");
      trial.clock().goOn();
      trial.site().faults().letGo("settle shop-v2");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().effects()).doesNotContain("retire shop-v1");
    }
  }

  @Test
  void aRollbackThatWasPlannedInTimeIsRefusedWhenItBeginsTooLate() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      succeed(trial, "v2");
      Plan back = Trial.plan(trial.bot().requests().planRollback(Ground.LANE));
      trial.clock().advance(Duration.ofMinutes(61));
      assertThat(trial.bot().requests().begin(back, Trial.slack("dora"), "releases"))
          .asInstanceOf(type(Requests.Begin.Refused.class))
          .extracting(Requests.Begin.Refused::reason)
          .isEqualTo("blue is not kept any more: it cannot be gone back to");
    }
  }

  @Test
  void aRollbackSaysBeforehandThatItCannot() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      succeed(trial, "v2");
      trial.site().isIll("blue-2", true);
      assertImpossible(
          trial.bot().requests().planRollback(Ground.LANE), "is not ready: 1 of 2 nodes serve");
      trial.site().isIll("blue-2", false);
      trial.site().somebodyInstalls("v9", "blue-2");
      assertImpossible(
          trial.bot().requests().planRollback(Ground.LANE), "does not run v1 on every node");
    }
  }

  @Test
  void aRollbackGoesBackPastWhatWasUndone() {
    try (Trial trial = Trial.on(Ground.of(Strategy.ROLLING_UPDATE), directory)) {
      succeed(trial, "v2");
      trial.deploy("v3");
      trial.awaitPhase(Phase.GATE);
      trial.abort("bob");
      trial.awaitPhase(Phase.UNDONE);
      trial.rollBackAfterwards();
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().installed())
          .containsEntry("blue-1", "v1")
          .containsEntry("blue-2", "v1");
    }
  }

  @Test
  void rollingBackALiveClusterLeavesTheKeptOneKept() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      succeed(trial, "v2");
      trial.deploy("v3", Strategy.ROLLING_UPDATE);
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      trial.rollBackAfterwards();
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().installed()).containsEntry("green-1", "v2");
      assertThat(kept(trial)).contains("blue");
    }
  }

  @Test
  void aPersonsHoldIsNotForgottenWhenTheLaneIsHeldAfterARollback() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      succeed(trial, "v2");
      trial.with(
          s -> {
            s.lanes()
                .hold(
                    new dev.signalbox.deployment.Hold(
                        new dev.signalbox.deployment.Hold.Scope.OfLane(Ground.LANE),
                        "freeze",
                        Trial.slack("cid"),
                        trial.clock().instant(),
                        Optional.empty()));
            return s;
          });
      trial.rollBackAfterwards();
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.bot().requests().hold(Ground.LANE).orElseThrow().reason())
          .contains("rolled back to v1")
          .contains("cid held it before: freeze");
    }
  }

  @Test
  void whatIsKeptFollowsThePlanWhateverIsConfiguredByThen() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.restart(Ground.of(Strategy.BLUE_GREEN).converging());
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.phases()).doesNotContain(Phase.CONVERGING);
      assertThat(kept(trial)).contains("blue");
    }
  }

  @Test
  void aSecondSwapThatIsRetriedOpensItsOwnGateWithItsOwnEvidence() {
    try (Trial trial = Trial.on(Ground.of(Strategy.PRIMARY_FIRST), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE_AWAY);
      trial.approve("ann");
      trial.awaitPhase(Phase.GATE);
      trial.site().faults().next("swap green to blue", Fault.NOT_DONE_AND_ANSWER_LOST);
      trial.approve("ann");
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      trial.retry("bob");
      trial.awaitPhase(Phase.GATE);
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void whyItRestedIsForgottenWhenItGoesOnAndWhyItLeftThePathIsNot() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.site().faults().next("settle blue", Fault.FAILS);
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      assertThat(trial.now().reason()).contains("settle blue does not work");
      trial.retry("bob");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.now().reason()).isEmpty();
    }
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.site().faults().next("warm up green", Fault.FAILS);
      trial.site().faults().next("install v1 on green-1", Fault.FAILS);
      trial.deploy("v2");
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      assertThat(trial.now().reason()).contains("it never gets warm");
      assertThat(trial.journaled(JournalEvent.AttentionNeeded.class).getFirst().reason())
          .contains("install v1 on green-1 does not work");
      trial.retry("bob");
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.now().reason()).contains("it never gets warm");
    }
  }
}
