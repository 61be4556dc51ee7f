package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Answers durable wake-ups. Each may come late, early or twice: what counts is what the transaction
 * finds. An exception makes the wake-up come again.
 */
public final class WakeUpCalls implements Consumer<WakeUp> {
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Duration RETIRE = Duration.ofMinutes(5);

  private final Engine engine;
  private final Workshop shop;

  /** Answers for the engine's deployments and lanes. */
  public WakeUpCalls(Engine engine) {
    this.engine = engine;
    this.shop = engine.shop();
  }

  @Override
  public void accept(WakeUp wakeUp) {
    switch (wakeUp) {
      case WakeUp.GateExpires(long gate) -> expire(gate);
      case WakeUp.RemindApprovers(long gate) -> remind(gate);
      case WakeUp.KeptExpires(Lane lane) -> expireKept(lane);
      case WakeUp.HoldExpires(Hold.Scope scope) -> expireHold(scope);
    }
  }

  private void expire(long gateId) {
    Optional<Deployment> waiting = deployment(gateId);
    if (waiting.isEmpty()) {
      return;
    }
    Deployment d = waiting.get();
    Surroundings around = shop.surroundings(d, new Event.Expired());
    boolean expired =
        shop.stores()
            .transactions()
            .in(
                () -> {
                  Deployment now = shop.stores().deployments().lock(d.id()).orElseThrow();
                  return shop.stores()
                      .gates()
                      .open(d.id())
                      .filter(g -> g.id() == gateId)
                      .filter(g -> expires(now, g, around))
                      .isPresent();
                });
    if (expired) {
      engine.wake(d.id());
    }
  }

  private boolean expires(Deployment now, Gate gate, Surroundings around) {
    if (gate.waitsAt(shop.clock().instant())) {
      shop.stores().wakeUps().at(gate.expiresAt(), new WakeUp.GateExpires(gate.id()));
      return false;
    }
    shop.changes().feed(now, new Event.Expired(), Set.of(), around, Actor.SIGNALBOX);
    shop.stores().deployments().lease(now.id(), engine.lease());
    return true;
  }

  private Optional<Deployment> deployment(long gateId) {
    return shop.stores()
        .gates()
        .find(gateId)
        .filter(g -> g.state() == Gate.State.OPEN)
        .flatMap(g -> shop.stores().deployments().find(g.deployment()));
  }

  private void remind(long gateId) {
    deployment(gateId)
        .ifPresent(
            d ->
                shop.stores()
                    .transactions()
                    .in(
                        () -> {
                          shop.stores().deployments().lock(d.id());
                          shop.stores()
                              .gates()
                              .open(d.id())
                              .filter(g -> g.id() == gateId)
                              .filter(g -> g.waitsAt(shop.clock().instant()))
                              .ifPresent(g -> remind(d, g));
                          return d.id();
                        }));
  }

  private void remind(Deployment d, Gate gate) {
    JournalEvent reminded =
        new JournalEvent.GateReminded(gate.id(), gate.expiresAt(), shop.changes().approvers(d));
    if (!isJournaled(d.id(), reminded)) {
      append(About.of(d.id(), d.plan().lane()), reminded);
    }
  }

  /** Wake-ups come at least once: what was told is not told again. */
  private boolean isJournaled(DeploymentId id, JournalEvent event) {
    return shop.stores().journal().of(id).stream().anyMatch(e -> e.event().equals(event));
  }

  /**
   * Stops offering a kept cluster; a server group is removed, unless its lane is occupied. That is
   * journaled first, and the lane forgets the cluster last: whatever happens in between, the next
   * wake-up finds it.
   */
  private void expireKept(Lane lane) {
    Optional<KeptCluster> group =
        shop.stores().transactions().in(() -> releaseKept(lane, shop.clock().instant()));
    group.ifPresent(
        kept -> {
          retire(kept);
          shop.stores()
              .transactions()
              .in(
                  () -> {
                    shop.stores().lanes().lock(lane);
                    forget(kept);
                    return kept;
                  });
        });
  }

  /** The server group that is to be removed now; empty where there is none, or not yet. */
  private Optional<KeptCluster> releaseKept(Lane lane, Instant now) {
    shop.stores().lanes().lock(lane);
    Optional<KeptCluster> kept = shop.stores().lanes().kept(lane);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    boolean early = now.isBefore(kept.get().expiresAt());
    if (early || shop.stores().deployments().occupying(lane).isPresent()) {
      Instant again = early ? kept.get().expiresAt() : now.plus(LATER);
      shop.stores().wakeUps().at(again, new WakeUp.KeptExpires(lane));
      return Optional.empty();
    }
    JournalEvent released = new JournalEvent.KeptReleased(kept.get(), "its time has passed");
    if (!isJournaled(kept.get().deployment(), released)) {
      append(About.of(kept.get().deployment(), lane), released);
    }
    if (shop.tools().of(lane).provisioner().isEmpty()) {
      forget(kept.get());
      return Optional.empty();
    }
    return kept;
  }

  private void forget(KeptCluster kept) {
    shop.stores()
        .lanes()
        .kept(kept.lane())
        .filter(kept::equals)
        .ifPresent(k -> shop.stores().lanes().forgetKept(k.lane()));
  }

  /** Removes an expired server group: idempotent, and never the live one. */
  private void retire(KeptCluster kept) {
    Equipment equipment = shop.tools().of(kept.lane());
    if (equipment.trafficSwitch().read().cluster().equals(kept.cluster())) {
      return;
    }
    StepAttempt attempt = StepAttempt.unstoppable(shop.time(), RETIRE);
    StepOutcome outcome = equipment.provisioner().orElseThrow().retire(kept.cluster(), attempt);
    if (!(outcome instanceof StepOutcome.Done)) {
      throw new IllegalStateException(
          "server group " + kept.cluster() + " could not be removed: " + outcome.line());
    }
  }

  private void expireHold(Hold.Scope scope) {
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores().lanes().holds().stream()
                  .filter(h -> h.scope().equals(scope))
                  .filter(h -> !h.holdsAt(shop.clock().instant()))
                  .forEach(this::release);
              return scope;
            });
  }

  private void release(Hold hold) {
    shop.stores().lanes().release(hold.scope());
    About about =
        hold.scope() instanceof Hold.Scope.OfLane(Lane lane)
            ? new About(Optional.empty(), Optional.of(lane))
            : About.NOTHING;
    append(about, new JournalEvent.Released(hold, "its time has passed"));
  }

  private void append(About about, JournalEvent event) {
    shop.stores().journal().append(about, Actor.SIGNALBOX, event);
  }
}
