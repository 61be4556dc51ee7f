package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
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
      case WakeUp.HoldExpires(String scope) -> expireHold(scope);
    }
  }

  private void expire(long gateId) {
    Optional<Deployment> waiting = deployment(gateId);
    if (waiting.isEmpty()) {
      return;
    }
    Deployment d = waiting.get();
    Surroundings around = shop.surroundings(d, new Event.Expired());
    shop.stores()
        .transactions()
        .in(
            () -> {
              Deployment now = shop.stores().deployments().lock(d.id()).orElseThrow();
              shop.stores()
                  .gates()
                  .open(d.id())
                  .filter(g -> g.id() == gateId && !g.waitsAt(shop.clock().instant()))
                  .ifPresent(
                      _ -> {
                        shop.changes()
                            .feed(now, new Event.Expired(), Set.of(), around, Actor.SIGNALBOX);
                        shop.stores().deployments().lease(d.id(), engine.lease());
                      });
              return d.id();
            });
    engine.wake(d.id());
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
                              .ifPresent(g -> append(d, reminder(d, g)));
                          return d.id();
                        }));
  }

  private JournalEvent reminder(Deployment d, Gate gate) {
    return new JournalEvent.GateReminded(gate.id(), gate.expiresAt(), shop.changes().approvers(d));
  }

  /** Stops offering a kept cluster; a server group is removed, unless its lane is occupied. */
  private void expireKept(Lane lane) {
    Optional<KeptCluster> kept =
        shop.stores()
            .lanes()
            .kept(lane)
            .filter(k -> !shop.clock().instant().isBefore(k.expiresAt()));
    if (kept.isEmpty()) {
      return;
    }
    boolean free =
        shop.stores()
            .transactions()
            .in(
                () -> {
                  boolean occupied = shop.stores().deployments().occupying(lane).isPresent();
                  if (occupied) {
                    shop.stores()
                        .wakeUps()
                        .at(shop.clock().instant().plus(LATER), new WakeUp.KeptExpires(lane));
                  }
                  return !occupied;
                });
    if (free) {
      retire(kept.get());
      release(kept.get());
    }
  }

  /** Removes an expired server group: idempotent, and never the live one. */
  private void retire(KeptCluster kept) {
    Equipment equipment = shop.tools().of(kept.lane());
    boolean live = equipment.trafficSwitch().read().cluster().equals(kept.cluster());
    if (equipment.provisioner().isEmpty() || live) {
      return;
    }
    StepAttempt attempt = new StepAttempt(new Signal(), shop.clock(), RETIRE, _ -> {});
    StepOutcome outcome = equipment.provisioner().get().retire(kept.cluster(), attempt);
    if (!(outcome instanceof StepOutcome.Done)) {
      throw new IllegalStateException(
          "server group " + kept.cluster() + " could not be removed: " + outcome.line());
    }
  }

  private void release(KeptCluster kept) {
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores()
                  .lanes()
                  .kept(kept.lane())
                  .filter(kept::equals)
                  .ifPresent(
                      k -> {
                        shop.stores().lanes().forgetKept(k.lane());
                        append(k.lane(), new JournalEvent.KeptReleased(k, "its time has passed"));
                      });
              return kept;
            });
  }

  private void expireHold(String scope) {
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores().lanes().holds().stream()
                  .filter(h -> h.scope().toString().equals(scope))
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
    shop.stores()
        .journal()
        .append(about, Actor.SIGNALBOX, new JournalEvent.Released(hold, "its time has passed"));
  }

  private void append(Deployment d, JournalEvent event) {
    shop.stores().journal().append(About.of(d.id(), d.plan().lane()), Actor.SIGNALBOX, event);
  }

  private void append(Lane lane, JournalEvent event) {
    About about = new About(Optional.empty(), Optional.of(lane));
    shop.stores().journal().append(about, Actor.SIGNALBOX, event);
  }
}
