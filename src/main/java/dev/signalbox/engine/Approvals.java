package dev.signalbox.engine;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.ApprovalPolicy;
import dev.signalbox.access.Identity;
import dev.signalbox.access.Verdict;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Vote;
import dev.signalbox.port.Journal.About;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts votes and consumes approvals (promise 1), within a transaction that has locked the
 * deployment's row: of many who come at once, one is the last one needed, and all others are told.
 */
final class Approvals {
  private final Stores stores;
  private final AccessRules access;
  private final PhaseChanges changes;

  Approvals(Stores stores, AccessRules access, PhaseChanges changes) {
    this.stores = stores;
    this.access = access;
    this.changes = changes;
  }

  /**
   * One vote; everything that makes an approval valid is looked at here, also when it was looked at
   * before.
   *
   * @param d locked
   * @param gate open
   */
  Voted vote(Deployment d, Gate gate, Vote vote, Surroundings around) {
    if (!gate.waitsAt(vote.at())) {
      return new Voted.Refused("the gate of " + d.id() + " expired at " + gate.expiresAt());
    }
    if (vote.revision() != gate.revision()) {
      return new Voted.Refused(
          "that shows evidence that has changed meanwhile: look at the newest prompt of " + d.id());
    }
    if (!gate.planDigest().equals(d.plan().digest())) {
      return new Voted.Refused("the gate belongs to another plan than " + d.id() + " has now");
    }
    if (!gate.evidence().holds()) {
      return new Voted.Refused(
          "the evidence speaks against it: "
              + firstBad(gate)
              + ". "
              + d.id()
              + " can be approved when that is mended.");
    }
    if (mayApprove(d, vote) instanceof Verdict.Denied(String _, String reason)) {
      return new Voted.Refused(reason);
    }
    return hold(d, vote.at())
        .<Voted>map(hold -> new Voted.Refused(Requests.held(d.plan().lane(), hold)))
        .orElseGet(() -> count(d, gate, vote, around));
  }

  /** While a lane is held nothing new reaches its production, also what waits there already. */
  private Optional<Hold> hold(Deployment d, Instant now) {
    if (d.phase() == Phase.JUDGING) {
      return Optional.empty(); // What people judge serves already.
    }
    return stores.lanes().holds().stream()
        .filter(hold -> hold.scope().covers(d.plan().lane()) && hold.holdsAt(now))
        .findFirst();
  }

  private Voted count(Deployment d, Gate gate, Vote vote, Surroundings around) {
    int need = policy(d).approvals();
    if (!stores.gates().add(vote)) {
      return new Voted.Refused(
          "you approved " + d.id() + " already (" + valid(d, gate).size() + " of " + need + ")");
    }
    List<Vote> valid = valid(d, gate);
    append(d, vote.by(), new JournalEvent.VoteGiven(vote, valid.size(), need));
    if (valid.size() < need) {
      return new Voted.Counted(d, valid.size(), need);
    }
    stores.gates().save(gate.leave(Gate.State.CONSUMED));
    append(
        d,
        vote.by(),
        new JournalEvent.ApprovalConsumed(gate.id(), gate.revision(), gate.planDigest(), valid));
    return switch (changes.feed(
        d, new Event.Approved(), Set.of(Guard.APPROVAL_SATISFIED), around, vote.by())) {
      case Feed.Moved(Deployment next) -> new Voted.Consumed(next);
      case Feed.Refused(String reason) ->
          // The gate was open and the row is locked: the machine cannot have moved. Roll back.
          throw new IllegalStateException("an approved gate did not open: " + reason);
    };
  }

  /** Takes a vote back; one that was consumed is history. */
  Voted withdraw(Deployment d, Gate gate, Vote vote) {
    if (!stores.gates().withdraw(vote)) {
      return new Voted.Refused("there was no approval of yours to take back");
    }
    int have = valid(d, gate).size();
    append(d, vote.by(), new JournalEvent.VoteWithdrawn(vote, have, policy(d).approvals()));
    return new Voted.Withdrawn(d, have, policy(d).approvals());
  }

  /**
   * The votes that count now: their people may still approve, and each person counts once, whatever
   * they were called when they voted.
   */
  List<Vote> valid(Deployment d, Gate gate) {
    Set<String> counted = new HashSet<>();
    return stores.gates().votes(gate.id(), gate.revision()).stream()
        .filter(v -> mayApprove(d, v) instanceof Verdict.Allowed)
        .filter(v -> access.person(identity(v.by())).filter(p -> counted.add(p.name())).isPresent())
        .toList();
  }

  /** The requester is known by their account too, should the configuration name them anew. */
  private Verdict mayApprove(Deployment d, Vote vote) {
    Verdict byName = mayApprove(d, vote, d.requester().person());
    return byName instanceof Verdict.Denied ? byName : mayApprove(d, vote, d.requester().account());
  }

  private Verdict mayApprove(Deployment d, Vote vote, String requester) {
    return access.mayApprove(
        identity(vote.by()), d.plan().lane().stage(), requester, vote.means() == Vote.Means.TYPED);
  }

  private ApprovalPolicy policy(Deployment d) {
    return access.approval(d.plan().lane().stage());
  }

  private static String firstBad(Gate gate) {
    return gate.evidence().lines().stream()
        .filter(f -> !f.good())
        .findFirst()
        .map(f -> f.subject() + ": " + f.line())
        .orElse("it does not hold");
  }

  static Identity identity(Actor actor) {
    int colon = actor.account().indexOf(':');
    return colon < 0
        ? new Identity(actor.account(), "")
        : new Identity(actor.account().substring(0, colon), actor.account().substring(colon + 1));
  }

  private void append(Deployment d, Actor by, JournalEvent event) {
    stores.journal().append(About.of(d.id(), d.plan().lane()), by, event);
  }
}
