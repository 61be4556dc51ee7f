package dev.signalbox.engine;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.ApprovalPolicy;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Decision;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Transition;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.topology.Stage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the state machine decide, and writes phase, journal rows and wake-ups into the transaction
 * that is open. The one place in which a deployment's phase changes.
 */
final class PhaseChanges {
  /** The guards that only the world decides. */
  private static final Set<Guard> SEEABLE =
      Set.of(
          Guard.APPROVAL_SATISFIED,
          Guard.SWITCH_MOVED,
          Guard.SWITCH_NOT_MOVED,
          Guard.EVIDENCE_FRESH,
          Guard.EVIDENCE_AGED);

  private final Stores stores;
  private final StateMachineInterpreter machine;
  private final AccessRules access;
  private final LaneSpecs specs;
  private final InstantSource clock;
  private final EndOfDeployment end;

  PhaseChanges(
      Stores stores,
      StateMachineInterpreter machine,
      AccessRules access,
      LaneSpecs specs,
      InstantSource clock) {
    this.stores = stores;
    this.machine = machine;
    this.access = access;
    this.specs = specs;
    this.clock = clock;
    this.end = new EndOfDeployment(stores, specs, clock);
  }

  /** What the machine would answer; changes nothing. */
  Decision decide(Deployment d, Event event, Set<Guard> seen) {
    return machine.decide(d.plan().strategy(), d.phase(), event, facts(d, seen));
  }

  /** The phases that the event may lead to, whatever is read of the world. */
  Set<Phase> reachable(Deployment d, Event event) {
    Set<Guard> facts = facts(d, SEEABLE);
    return d.plan().strategy().table().rows(d.phase(), event.kind()).stream()
        .filter(row -> row.guard().holds(facts))
        .map(Transition::target)
        .collect(Collectors.toSet());
  }

  /**
   * Feeds one event to a deployment whose row this transaction has locked.
   *
   * @param seen the guards that the caller knows to hold from reading the world
   * @param by whom the journal names for it
   */
  Feed feed(Deployment d, Event event, Set<Guard> seen, Surroundings around, Actor by) {
    return switch (decide(d, event, seen)) {
      case Decision.Refused(String reason) -> new Feed.Refused(reason);
      case Decision.Moves(Phase to) when to == d.phase() && event instanceof Event.Restarted ->
          new Feed.Moved(d);
      case Decision.Moves(Phase to) -> new Feed.Moved(move(d, to, event, seen, around, by));
    };
  }

  private Deployment move(
      Deployment d, Phase to, Event event, Set<Guard> seen, Surroundings around, Actor by) {
    leaveGate(d, event, by);
    Deployment next = traffic(d, event, seen).enter(to, event);
    stores.deployments().save(next);
    append(
        next,
        by,
        new JournalEvent.PhaseEntered(d.phase(), to, next.visit(), event.kind(), event.reason()));
    if (to.isGate()) {
      openGate(next, around);
    } else if (to == Phase.NEEDS_ATTENTION) {
      append(
          next,
          Actor.SIGNALBOX,
          new JournalEvent.AttentionNeeded(
              next.restedIn().orElse(d.phase()),
              event.reason(),
              around.standing(),
              access.onDuty()));
    } else if (to.isFinal()) {
      end.write(next, around, by);
    } else if (to == Phase.ROLLING || to == Phase.RETIRING) {
      end.loseKept(next);
    }
    return next;
  }

  /** Notes where production went, as the completed or seen swap says. */
  private static Deployment traffic(Deployment d, Event event, Set<Guard> seen) {
    boolean moved = event instanceof Event.Completed || seen.contains(Guard.SWITCH_MOVED);
    Phase phase = d.restedIn().orElse(d.phase());
    if (!moved) {
      return d;
    }
    return switch (phase) {
      case SWAPPING, ADMITTING -> d.withTraffic(true, false);
      case SWAPPING_AWAY -> d.withTraffic(d.served(), true);
      case SWAPPING_BACK ->
          d.withTraffic(d.served(), d.plan().strategy() == Strategy.PRIMARY_FIRST);
      case RETURNING -> d.withTraffic(d.served(), false);
      default -> d;
    };
  }

  private void leaveGate(Deployment d, Event event, Actor by) {
    if (!d.phase().isGate()) {
      return;
    }
    Optional<Gate> open = stores.gates().open(d.id());
    if (open.isEmpty()) {
      return; // Its approval was consumed just before, in this transaction.
    }
    Gate.State how =
        switch (event) {
          case Event.Rejected _ -> Gate.State.REJECTED;
          case Event.Expired _ -> Gate.State.EXPIRED;
          default -> Gate.State.CLOSED;
        };
    stores.gates().save(open.get().leave(how));
    append(d, by, new JournalEvent.GateLeft(open.get().id(), how, event.reason()));
  }

  private void openGate(Deployment d, Surroundings around) {
    ApprovalPolicy policy = access.approval(d.plan().lane().stage());
    Instant now = clock.instant();
    Gate gate =
        stores.gates().open(d, around.evidence().orElseThrow(), now, now.plus(policy.expiry()));
    stores.wakeUps().at(gate.expiresAt(), new WakeUp.GateExpires(gate.id()));
    Instant remind = gate.expiresAt().minus(policy.remindBefore());
    if (policy.remindBefore().isPositive() && remind.isAfter(now)) {
      stores.wakeUps().at(remind, new WakeUp.RemindApprovers(gate.id()));
    }
    append(d, Actor.SIGNALBOX, new JournalEvent.GateOpened(gate, policy.approvals(), approvers(d)));
  }

  /** The names of the people who may approve this deployment's gates. */
  List<String> approvers(Deployment d) {
    Stage stage = d.plan().lane().stage();
    return access.approvers(stage, d.requester().person());
  }

  private Set<Guard> facts(Deployment d, Set<Guard> seen) {
    Set<Guard> facts = new HashSet<>(seen);
    var spec = specs.of(d.plan().lane());
    // By the plan, which people approved, whatever the configuration says by now.
    facts.add(d.plan().stepsOf(Phase.CONVERGING).isEmpty() ? Guard.KEEP : Guard.CONVERGE);
    facts.add(
        switch (spec.watch().onFailure()) {
          case SWAP_BACK -> Guard.SWAP_BACK_AT_ONCE;
          case ASK -> Guard.ASK_FIRST;
          case FREEZE -> Guard.FREEZE;
        });
    facts.add(whereTrafficIs(d));
    d.restedIn().map(Guard::restedIn).ifPresent(facts::add);
    return facts;
  }

  private static Guard whereTrafficIs(Deployment d) {
    if (d.away()) {
      return Guard.TRAFFIC_AWAY;
    }
    return d.served() ? Guard.SERVED : Guard.NOT_SERVED;
  }

  private void append(Deployment d, Actor by, JournalEvent event) {
    stores.journal().append(About.of(d.id(), d.plan().lane()), by, event);
  }
}
