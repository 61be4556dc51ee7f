package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Ending;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Gate.Evidence;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it takes to pass a gate (promise 1). */
class GateTest {
  @TempDir Path directory;

  private Trial atTheGate(Ground ground) {
    Trial trial = Trial.on(ground, directory);
    trial.deploy("v2");
    trial.awaitPhase(Phase.GATE);
    return trial;
  }

  private static void assertRefused(Voted voted, String reason) {
    assertThat(voted)
        .asInstanceOf(type(Voted.Refused.class))
        .extracting(Voted.Refused::reason)
        .asString()
        .contains(reason);
  }

  @Test
  void twoPeopleAreNeededWherePolicyAsksForTwo() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).approvals(2))) {
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Counted.class);
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
      assertThat(trial.approve("bob")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.journaled(JournalEvent.ApprovalConsumed.class).getFirst().votes())
          .extracting(v -> v.by().person())
          .containsExactly("ann", "bob");
    }
  }

  @Test
  void productionIsNotSentToAClusterThatIsBelowItsMinimum() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).nodes(3).minimumHealthy(3))) {
      int gate = trial.now().visit();
      trial.site().isIll("green-2", true);
      trial.approve("ann");
      trial.await("another gate", d -> d.phase() == Phase.GATE && d.visit() > gate);
      assertThat(trial.told())
          .contains("2 of 3 nodes of green serve, the minimum is 3: production is not sent there");
      assertThat(trial.site().live()).isEqualTo("blue");
      trial.site().isIll("green-2", false);
      trial.abort("bob");
      trial.awaitPhase(Phase.UNDONE);
    }
  }

  @Test
  void onePersonWithTwoAccountsCountsOnce() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).approvals(2))) {
      trial.react(Trial.slack("ann"), trial.prompt());
      assertRefused(trial.react(Trial.discord("ann"), trial.prompt()), "already (1 of 2)");
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
    }
  }

  @Test
  void onePersonCountsOnceAlsoWhenTheyAreCalledOtherwiseByNow() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).approvals(2))) {
      Actor before = new Actor("anna", "slack:ann");
      trial.react(before, trial.prompt());
      trial.react(Trial.discord("ann"), trial.prompt());
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
    }
  }

  @Test
  void theRequesterDoesNotCount() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      assertRefused(trial.approve("dora"), "the requester does not count");
      assertRefused(trial.react(Trial.discord("dora"), trial.prompt()), "the requester");
    }
  }

  @Test
  void theRequesterDoesNotCountUnderANewNameEither() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      Actor renamed = new Actor("dorothea", "slack:dora");
      Requests.Begin begun =
          trial
              .bot()
              .requests()
              .begin(
                  Trial.plan(
                      trial
                          .bot()
                          .requests()
                          .plan(
                              Ground.LANE,
                              new dev.signalbox.topology.Version("v2"),
                              java.util.Optional.empty())),
                  renamed,
                  "releases");
      assertThat(begun).isInstanceOf(Requests.Begin.Running.class);
      trial.awaitPhase(Phase.GATE);
      assertRefused(trial.approve("dora"), "the requester does not count");
    }
  }

  @Test
  void theRequesterCountsWherePolicySaysSo() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).requesterCounts())) {
      assertThat(trial.approve("dora")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void whoHasNoRoleAndWhoIsNobodyAreRefused() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      assertRefused(trial.approve("vic"), "vic may not approve");
      assertRefused(
          trial.react(new Actor("slack:U9", "slack:U9"), trial.prompt()), "linked to nobody");
    }
  }

  @Test
  void aReactionIsNotEnoughWhereItMustBeTyped() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).typedOnly())) {
      assertRefused(trial.react("ann"), "must be typed");
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void aVoteThatWasTakenBackDoesNotCount() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN).approvals(2))) {
      trial.react("ann");
      Voted back = trial.bot().decisions().withdraw(trial.id(), Trial.slack("ann"), trial.prompt());
      assertThat(back).isInstanceOf(Voted.Withdrawn.class);
      assertThat(trial.react("bob")).isInstanceOf(Voted.Counted.class);
      assertThat(trial.react("ann")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void whatWasConsumedCannotBeTakenBack() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      Seen prompt = trial.prompt();
      trial.react("ann");
      assertRefused(
          trial.bot().decisions().withdraw(trial.id(), Trial.slack("ann"), prompt),
          "the approval of ann was consumed");
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void aRoleThatIsTakenAwayTakesTheVoteWithIt() {
    Ground two = Ground.of(Strategy.BLUE_GREEN).approvals(2);
    try (Trial trial = atTheGate(two)) {
      trial.approve("ann");
      trial.restart(Ground.of(Strategy.BLUE_GREEN).approvals(2).approvers("bob", "cid"));
      assertThat(trial.approve("bob")).isInstanceOf(Voted.Counted.class);
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
      assertThat(trial.approve("cid")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void evidenceThatFailsVoidsVotesAndRefusesUntilItIsMended() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).approvals(2).recheckingAllTheTime();
    try (Trial trial = atTheGate(ground)) {
      Seen first = trial.prompt();
      trial.react("ann");
      trial.site().failsSmoke("v2", true);
      trial.awaitTrue("worse", () -> trial.prompt().revision() == 2);
      assertRefused(trial.approve("bob"), "the evidence speaks against it: smoke");
      assertRefused(trial.react(Trial.slack("bob"), first), "evidence that has changed");
      assertThat(trial.journaled(JournalEvent.EvidenceChanged.class).getFirst().voided())
          .isEqualTo(1);

      trial.site().failsSmoke("v2", false);
      trial.awaitTrue("mended", () -> trial.prompt().revision() == 3);
      assertThat(trial.approve("bob")).isInstanceOf(Voted.Counted.class);
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void aLookThatBeganEarlierAndCameLateOverrulesNothing() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      GateWatch watch = new GateWatch(trial.bot().engine().shop());
      Evidence earlier = watch.gather(trial.now());
      trial.clock().advance(Duration.ofSeconds(1));
      trial.site().failsSmoke("v2", true);
      watch.look(trial.now());
      assertThat(trial.prompt().revision()).isEqualTo(2);

      watch.keep(trial.now(), earlier);

      assertThat(trial.prompt().revision()).isEqualTo(2);
      assertRefused(trial.approve("ann"), "the evidence speaks against it: smoke");
    }
  }

  @Test
  void whileItsLaneIsHeldAGateIsNotApproved() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      Hold.Scope everything = new Hold.Scope.Everything();
      Hold hold =
          new Hold(
              everything,
              "the fair is on",
              Trial.slack("bob"),
              trial.clock().instant(),
              Optional.of(trial.clock().instant().plusSeconds(60)));
      trial.with(
          stores -> {
            stores.lanes().hold(hold);
            return hold;
          });
      assertRefused(trial.approve("ann"), "the fair is on");
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);

      trial.clock().advance(Duration.ofSeconds(61));
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Consumed.class);
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void driftAtTheGateRefusesAndSaysWhereProductionGoes() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).recheckingAllTheTime();
    try (Trial trial = atTheGate(ground)) {
      trial.site().somebodySwapsTo("green");
      trial.awaitTrue("drift", () -> trial.prompt().revision() == 2);
      assertRefused(trial.approve("ann"), "drift: production goes to green, expected blue");
      trial.site().somebodySwapsTo("blue");
      trial.awaitTrue("back", () -> trial.prompt().revision() == 3);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void driftThatNobodyHasSeenYetIsFoundByTheSwapAndOpensTheGateAgain() {
    try (Trial trial = atTheGate(Ground.of(Strategy.RED_BLACK))) {
      trial.site().somebodySwapsTo("elsewhere");
      trial.approve("ann");
      trial.await("the gate again", d -> d.phase() == Phase.GATE && d.visit() > 5);
      assertThat(trial.site().live()).isEqualTo("elsewhere");
      assertRefused(trial.approve("bob"), "drift");
    }
  }

  @Test
  void evidenceThatHasAgedIsGatheredAgainBeforeAVoteCounts() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      trial.clock().advance(Duration.ofMinutes(11));
      trial.site().failsSmoke("v2", true);
      assertRefused(trial.approve("ann"), "the evidence speaks against it: smoke");
    }
  }

  @Test
  void anApprovalAfterTheExpiryIsRefusedAlsoWhenNobodyHasNoticedYet() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      trial.clock().advance(Duration.ofMinutes(61));
      assertRefused(trial.approve("ann"), "expired");
    }
  }

  @Test
  void aGateThatExpiresUndoesAndFreesTheLane() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      trial.clock().advance(Duration.ofMinutes(61));
      trial.bot().wakeUpCalls().accept(new WakeUp.GateExpires(trial.prompt().gate()));
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.now().ending()).isEqualTo(Ending.EXPIRED);
      assertThat(trial.site().installed().values()).containsOnly("v1");
      trial.assertInPlace();
      trial.deploy("v3");
      trial.awaitPhase(Phase.GATE);
    }
  }

  @Test
  void aWakeUpThatComesTooEarlyComesAgain() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      trial.bot().wakeUpCalls().accept(new WakeUp.GateExpires(trial.prompt().gate()));
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
      trial.database().wakeUps().start(trial.bot().wakeUpCalls());
      trial.clock().advance(Duration.ofMinutes(61));
      trial.database().wakeUps().checkNow();
      trial.awaitPhase(Phase.UNDONE);
      trial.database().wakeUps().stop();
    }
  }

  @Test
  void approversAreRemindedOnceAndNotAfterTheExpiry() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      WakeUp remind = new WakeUp.RemindApprovers(trial.prompt().gate());
      trial.bot().wakeUpCalls().accept(remind);
      trial.bot().wakeUpCalls().accept(remind);
      assertThat(trial.journaled(JournalEvent.GateReminded.class))
          .singleElement()
          .extracting(JournalEvent.GateReminded::approvers)
          .isEqualTo(java.util.List.of("ann", "bob", "cid"));
    }
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      trial.clock().advance(Duration.ofMinutes(61));
      trial.bot().wakeUpCalls().accept(new WakeUp.RemindApprovers(trial.prompt().gate()));
      assertThat(trial.journaled(JournalEvent.GateReminded.class)).isEmpty();
    }
  }

  @Test
  void aRejectionUndoesAndALaterApprovalReadsWhoRejected() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      trial.reject("bob");
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.now().ending()).isEqualTo(Ending.REJECTED);
      assertRefused(trial.approve("ann"), "its gate was rejected (rejected by bob: no)");
      trial.assertInPlace();
    }
  }

  @Test
  void aReactionOnAClosedGateDoesNotCountForTheNextOne() {
    try (Trial trial = atTheGate(Ground.of(Strategy.BLUE_GREEN))) {
      Seen first = trial.prompt();
      trial.site().faults().next("swap blue to green", Fault.FAILS);
      trial.approve("ann");
      trial.await("the gate again", d -> d.phase() == Phase.GATE && d.visit() > 6);
      Seen second = trial.prompt();
      assertThat(second.revision()).isEqualTo(first.revision());
      assertThat(second.gate()).isNotEqualTo(first.gate());
      assertRefused(trial.react(Trial.slack("bob"), first), "the approval of ann was consumed");
      assertRefused(
          trial.bot().decisions().withdraw(trial.id(), Trial.slack("ann"), first), "too late");
      assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
      assertThat(trial.stores().gates().find(first.gate()).map(Gate::state))
          .contains(Gate.State.CONSUMED);
      trial.react(Trial.slack("bob"), second);
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.now().reason()).isEmpty();
    }
  }
}
