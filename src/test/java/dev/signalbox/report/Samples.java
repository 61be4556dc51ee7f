package dev.signalbox.report;

import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Entries that the tales of whole deployments do not come to. */
final class Samples {
  static final Plan PLAN = Plans.of(Strategy.BLUE_GREEN);
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Samples() {}

  static Gate gate(int revision, boolean holds, Instant now) {
    Gate.Evidence evidence =
        new Gate.Evidence(
            holds,
            List.of(
                new Gate.Finding("warm-up", true, "p95 11.8 ms"),
                new Gate.Finding("smoke", holds, holds ? "6 of 6 checks passed" : "1 of 6 failed")),
            Optional.empty(),
            now);
    return new Gate(
        4,
        Run.ID,
        Phase.GATE,
        PLAN.digest(),
        revision,
        evidence,
        now,
        now.plusSeconds(1800),
        Gate.State.OPEN);
  }

  static Vote vote(int revision, Instant now) {
    return new Vote(4, revision, Tale.APPROVER, Vote.Means.REACTION, "m1", now);
  }

  static Hold hold(Hold.Scope scope, Optional<Instant> until) {
    return new Hold(scope, "the sale is on", Tale.APPROVER, NOON, until);
  }

  static KeptCluster kept(Instant now) {
    return new KeptCluster(PLAN.lane(), "blue", Plans.OLD, Run.ID, now.plusSeconds(7200));
  }

  /** A gate whose evidence goes bad and good again while people vote. */
  static Tale restlessGate() {
    Tale tale = new Tale(Optional.of(Run.ID), Optional.of(PLAN.lane()));
    tale.by(Tale.DEPLOYER).tell(new JournalEvent.DeploymentRequested(PLAN, PLAN.digest(), "c"));
    tale.tell(entered(Phase.WARMING_UP, Phase.GATE, Event.Kind.COMPLETED, ""));
    Instant opened = tale.now();
    List<String> approvers = List.of("approver", "second-approver");
    tale.tell(new JournalEvent.GateOpened(gate(1, true, opened), 2, approvers)).after(5_000);
    tale.by(Tale.APPROVER).tell(new JournalEvent.VoteGiven(vote(1, opened), 1, 2)).after(2_000);
    tale.by(Tale.APPROVER).tell(new JournalEvent.VoteWithdrawn(vote(1, opened), 0, 2)).after(500);
    tale.by(Tale.APPROVER).tell(new JournalEvent.VoteGiven(vote(1, opened), 1, 2)).after(60_000);
    tale.tell(new JournalEvent.EvidenceChanged(gate(2, false, opened), 1, "smoke: 1 of 6 failed"));
    tale.after(60_000)
        .tell(
            new JournalEvent.EvidenceChanged(
                gate(3, true, opened), 0, "smoke: 6 of 6 checks passed"));
    tale.after(1_300_000)
        .tell(new JournalEvent.GateReminded(4, opened.plusSeconds(1800), approvers));
    tale.by(Tale.DEPLOYER).tell(new JournalEvent.StopRequested(Event.Kind.ABORT, "wrong version"));
    return tale.tell(new JournalEvent.GateLeft(4, Gate.State.EXPIRED, "the approval expired"));
  }

  /** Everything that is told of lanes. */
  static Tale laneNews() {
    Tale tale = new Tale(Optional.empty(), Optional.of(PLAN.lane()));
    Hold hold = hold(new Hold.Scope.OfLane(PLAN.lane()), Optional.of(tale.now().plusSeconds(7200)));
    tale.tell(new JournalEvent.Held(hold)).after(1_000);
    tale.tell(new JournalEvent.Released(hold, "released by approver"));
    tale.tell(new JournalEvent.Held(hold(new Hold.Scope.Everything(), Optional.empty())));
    tale.tell(
        new JournalEvent.Held(
            hold(new Hold.Scope.OfApplication(PLAN.lane().application()), Optional.empty())));
    tale.tell(new JournalEvent.KeptReleased(kept(tale.now()), "its time has passed"));
    return tale.tell(new JournalEvent.DriftSeen("blue", "green"));
  }

  /** What no tale of a whole deployment has in it, in a deployment that waits. */
  static List<JournalEvent> rest() {
    return List.of(
        new JournalEvent.CommandAccepted("c", "/status"),
        new JournalEvent.CommandRefused("c", "/approve", "you may not"),
        new JournalEvent.StepProgressed(2, PLAN.steps().get(2), "pulling the image"),
        new JournalEvent.Recovered(Phase.ROLLING, "host-2"),
        new JournalEvent.MessageDelivered("c", "card:17", "m1", Optional.empty()));
  }

  static JournalEvent.PhaseEntered entered(Phase from, Phase to, Event.Kind event, String why) {
    return new JournalEvent.PhaseEntered(from, to, 2, event, why);
  }
}
