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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What people decide about a deployment that runs, each decision in one transaction. */
public final class Decisions {
  private final Engine engine;
  private final Workshop shop;
  private final Approvals approvals;

  /** Decides about the engine's deployments. */
  public Decisions(Engine engine, AccessRules access) {
    this.engine = engine;
    this.shop = engine.shop();
    this.approvals = new Approvals(shop.stores(), access, shop.changes());
  }

  /**
   * Votes at the deployment's open gate.
   *
   * @param revision what the person saw; empty for a typed approval, which is for what is shown now
   * @param message the message reacted to; empty text for a typed approval
   */
  public Voted approve(
      DeploymentId id, Actor by, Vote.Means means, OptionalInt revision, String message) {
    Optional<Deployment> before = shop.stores().deployments().find(id);
    if (before.isEmpty()) {
      return new Voted.Refused("there is no deployment " + id);
    }
    Surroundings around = shop.surroundings(before.get(), new Event.Approved());
    Voted voted =
        shop.stores()
            .transactions()
            .in(
                () -> {
                  Deployment d = shop.stores().deployments().lock(id).orElseThrow();
                  Optional<Gate> gate = shop.stores().gates().open(id);
                  if (gate.isEmpty()) {
                    return new Voted.Refused(noGate(d));
                  }
                  int seen = revision.orElse(gate.get().revision());
                  Vote vote =
                      new Vote(gate.get().id(), seen, by, means, message, shop.clock().instant());
                  Voted result =
                      approvals.vote(d, gate.get(), vote, around, shop.clock().instant());
                  own(result, id);
                  return result;
                });
    engine.wake(id);
    return voted;
  }

  /** Takes a vote back, if it was not consumed yet. */
  public Voted withdraw(DeploymentId id, Actor by, int revision) {
    return shop.stores()
        .transactions()
        .in(
            () -> {
              Deployment d = shop.stores().deployments().lock(id).orElseThrow();
              Optional<Gate> gate = shop.stores().gates().open(id);
              if (gate.isEmpty()) {
                return new Voted.Refused("it is too late to take it back: " + noGate(d));
              }
              Vote vote =
                  new Vote(
                      gate.get().id(),
                      revision,
                      by,
                      Vote.Means.REACTION,
                      "",
                      shop.clock().instant());
              return approvals.withdraw(d, gate.get(), vote);
            });
  }

  /**
   * Rejects, aborts, rolls back, retries or abandons. A deployment that acts takes an abort or a
   * rollback up when its running step ends; everything else is done when this returns.
   */
  public Feed decide(DeploymentId id, Event event, Actor by) {
    Optional<Deployment> before = shop.stores().deployments().find(id);
    if (before.isEmpty()) {
      return new Feed.Refused("there is no deployment " + id);
    }
    Deployment seen = before.get();
    Optional<Set<Guard>> facts = facts(seen, event);
    if (facts.isEmpty()) {
      return new Feed.Refused(
          "the switch cannot be read, so it is not known whether the swap was done. Mend that"
              + " first, or /abandon.");
    }
    Surroundings around = shop.surroundings(seen, event);
    Feed fed =
        shop.stores()
            .transactions()
            .in(
                () -> {
                  Deployment d = shop.stores().deployments().lock(id).orElseThrow();
                  if (d.visit() != seen.visit()) {
                    return new Feed.Refused(
                        "it moved on meanwhile: it is " + d.phase().label() + " now");
                  }
                  return d.phase().kind() == Phase.Kind.ACTING
                      ? later(d, event, by)
                      : owned(shop.changes().feed(d, event, facts.get(), around, by), id);
                });
    wake(id, fed);
    return fed;
  }

  private void wake(DeploymentId id, Feed fed) {
    if (fed instanceof Feed.Moved(Deployment d)) {
      if (d.request().isPresent()) {
        engine.wakeToStop(id);
      } else {
        engine.wake(id);
      }
    }
  }

  /** Notes what is asked for, if the machine would take it; the runner feeds it. */
  private Feed later(Deployment d, Event event, Actor by) {
    if (shop.changes().decide(d, event, Set.of()) instanceof Decision.Refused(String reason)) {
      return new Feed.Refused(reason);
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

  /** Where people decide, this instance goes on: nobody acts while a deployment waits for them. */
  private Feed owned(Feed fed, DeploymentId id) {
    if (fed instanceof Feed.Moved) {
      shop.stores().deployments().lease(id, engine.lease());
    }
    return fed;
  }

  private void own(Voted voted, DeploymentId id) {
    if (voted instanceof Voted.Consumed) {
      shop.stores().deployments().lease(id, engine.lease());
    }
  }

  /** Why there is nothing to approve; names what won a race that this one lost. */
  private String noGate(Deployment d) {
    List<Vote> consumed =
        shop.stores().journal().of(d.id()).reversed().stream()
            .map(e -> e.event())
            .filter(JournalEvent.ApprovalConsumed.class::isInstance)
            .map(e -> ((JournalEvent.ApprovalConsumed) e).votes())
            .findFirst()
            .orElse(List.of());
    String won =
        consumed.isEmpty()
            ? ""
            : "; the approval of "
                + String.join(", ", consumed.stream().map(v -> v.by().person()).toList())
                + " was consumed";
    String why = d.reason().isEmpty() ? "" : " (" + d.reason() + ")";
    return d.id() + " waits for no approval: it is " + d.phase().label() + why + won;
  }
}
