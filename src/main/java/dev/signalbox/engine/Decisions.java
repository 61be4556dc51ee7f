package dev.signalbox.engine;

import dev.signalbox.access.AccessRules;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Decision;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.StopRequest;
import dev.signalbox.deployment.Vote;
import dev.signalbox.port.Journal.About;
import java.util.Optional;
import java.util.Set;

/** What people decide about a deployment that runs, each decision in one transaction. */
public final class Decisions {
  /** How often a decision is made anew about a deployment that moves on while it is looked at. */
  private static final int LOOKS = 10;

  private final Engine engine;
  private final Workshop shop;
  private final Approvals approvals;
  private final GateWords words;

  /** Decides about the engine's deployments. */
  public Decisions(Engine engine, AccessRules access) {
    this.engine = engine;
    this.shop = engine.shop();
    this.approvals = new Approvals(shop.stores(), access, shop.changes());
    this.words = new GateWords(shop.stores().journal());
  }

  /**
   * Votes at the deployment's open gate.
   *
   * @param seen the prompt reacted to; empty for a typed approval, which is for what is shown now
   * @param message the message reacted to; empty text for a typed approval
   */
  public Voted approve(
      DeploymentId id, Actor by, Vote.Means means, Optional<Seen> seen, String message) {
    Optional<Deployment> before = shop.stores().deployments().find(id);
    if (before.isEmpty()) {
      return new Voted.Refused("there is no deployment " + id);
    }
    freshen(before.get());
    Surroundings around = shop.surroundings(before.get(), new Event.Approved());
    Voted voted =
        shop.stores()
            .transactions()
            .in(
                () -> {
                  Deployment d = shop.stores().deployments().lock(id).orElseThrow();
                  Optional<Gate> gate = shop.stores().gates().open(id);
                  if (gate.isEmpty() || isOther(gate.get(), seen)) {
                    return new Voted.Refused(words.left(d, seen));
                  }
                  int revision = seen.map(Seen::revision).orElse(gate.get().revision());
                  Vote vote =
                      new Vote(
                          gate.get().id(), revision, by, means, message, shop.clock().instant());
                  Voted result = approvals.vote(d, gate.get(), vote, around);
                  own(result, id);
                  return result;
                });
    if (voted instanceof Voted.Consumed) {
      engine.wake(id);
    }
    return voted;
  }

  private static boolean isOther(Gate gate, Optional<Seen> seen) {
    return seen.filter(s -> s.gate() != gate.id()).isPresent();
  }

  /** Whoever kept the evidence true may be gone: what has aged is gathered again before a vote. */
  private void freshen(Deployment d) {
    shop.stores()
        .gates()
        .open(d.id())
        .filter(gate -> shop.reality().isAged(d, gate))
        .ifPresent(_ -> new GateWatch(shop).look(d));
  }

  /** Takes a vote back, if it was not consumed yet. */
  public Voted withdraw(DeploymentId id, Actor by, Seen seen) {
    return shop.stores()
        .transactions()
        .in(
            () -> {
              Optional<Deployment> d = shop.stores().deployments().lock(id);
              if (d.isEmpty()) {
                return new Voted.Refused("there is no deployment " + id);
              }
              Optional<Gate> gate = shop.stores().gates().open(id);
              if (gate.isEmpty() || gate.get().id() != seen.gate()) {
                return new Voted.Refused(
                    "it is too late to take it back: " + words.left(d.get(), Optional.of(seen)));
              }
              Vote vote =
                  new Vote(
                      seen.gate(),
                      seen.revision(),
                      by,
                      Vote.Means.REACTION,
                      "",
                      shop.clock().instant());
              return approvals.withdraw(d.get(), gate.get(), vote);
            });
  }

  /**
   * Rejects, aborts, rolls back, retries or abandons. A deployment that acts takes an abort or a
   * rollback up when its running step ends; everything else is done when this returns.
   */
  public Feed decide(DeploymentId id, Event event, Actor by) {
    Optional<Deployment> seen = shop.stores().deployments().find(id);
    for (int look = 1; seen.isPresent(); look++) {
      Optional<Feed> fed = decide(seen.get(), event, by);
      if (fed.isPresent()) {
        wake(fed.get());
        return fed.get();
      }
      seen = shop.stores().deployments().find(id);
      if (look == LOOKS) {
        return new Feed.Refused("it moves on faster than it can be looked at. Say it again.");
      }
    }
    return new Feed.Refused("there is no deployment " + id);
  }

  /** Empty when it has moved on since it was looked at, and what is meant fits it all the same. */
  private Optional<Feed> decide(Deployment seen, Event event, Actor by) {
    Optional<Set<Guard>> facts = facts(seen, event);
    if (facts.isEmpty()) {
      return Optional.of(
          new Feed.Refused(
              "the switch cannot be read, so it is not known whether the swap was done. Mend that"
                  + " first, or /abandon."));
    }
    boolean acts = seen.phase().kind() == Phase.Kind.ACTING;
    // While it acts, the decision is only noted, and the world is read when it is taken up.
    Optional<Surroundings> around =
        acts ? Optional.empty() : Optional.of(shop.surroundings(seen, event));
    return shop.stores()
        .transactions()
        .in(
            () -> {
              Deployment d = shop.stores().deployments().lock(seen.id()).orElseThrow();
              if (d.phase().kind() == Phase.Kind.ACTING && acts) {
                return Optional.of(later(d, event, by));
              }
              if (d.visit() == seen.visit()) {
                return Optional.of(now(d, event, facts.get(), around.orElseThrow(), by));
              }
              return seen.phase().isGate()
                  ? Optional.of(new Feed.Refused(words.wentOn(d)))
                  : Optional.empty();
            });
  }

  private void wake(Feed fed) {
    if (fed instanceof Feed.Moved(Deployment d)) {
      if (d.request().isPresent()) {
        engine.wakeToStop(d);
      } else {
        engine.wake(d.id());
      }
    }
  }

  /** Where people decide, this instance goes on: nobody acts while a deployment waits for them. */
  private Feed now(Deployment d, Event event, Set<Guard> facts, Surroundings around, Actor by) {
    return switch (shop.changes().feed(d, event, facts, around, by)) {
      case Feed.Refused(String reason) -> refused(d, event, reason);
      case Feed.Moved moved -> {
        shop.stores().deployments().lease(d.id(), engine.lease());
        yield moved;
      }
    };
  }

  /** Whoever says no too late reads what won. */
  private Feed refused(Deployment d, Event event, String reason) {
    boolean saysNo = event instanceof Event.Rejected || event instanceof Event.Abort;
    return new Feed.Refused(saysNo ? words.before(d, reason) : reason);
  }

  /** Notes what is asked for, if the machine would take it; the runner feeds it. */
  private Feed later(Deployment d, Event event, Actor by) {
    if (shop.changes().decide(d, event, Set.of()) instanceof Decision.Refused(String reason)) {
      return refused(d, event, reason);
    }
    if (d.request().isPresent()) {
      return new Feed.Refused(
          d.request().get().by()
              + " asked for that already; it is taken up when the running step ends");
    }
    Deployment asked = d.withRequest(new StopRequest(event.kind(), by, event.said()));
    shop.stores().deployments().save(asked);
    shop.stores()
        .journal()
        .append(
            About.of(d.id(), d.plan().lane()),
            by,
            new JournalEvent.StopRequested(event.kind(), event.said()));
    return new Feed.Moved(asked);
  }

  /** What must be read of the router before the machine can answer; empty when it cannot be. */
  private Optional<Set<Guard>> facts(Deployment d, Event event) {
    boolean asksSwitch =
        (event instanceof Event.Retry || event instanceof Event.RollBack)
            && d.restedIn().filter(Phase::isForwardSwap).isPresent();
    return asksSwitch ? shop.reality().ofSwap(d, new Signal()) : Optional.of(Set.of());
  }

  private void own(Voted voted, DeploymentId id) {
    if (voted instanceof Voted.Consumed) {
      shop.stores().deployments().lease(id, engine.lease());
    }
  }
}
