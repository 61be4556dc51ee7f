package dev.signalbox.simulation;

import dev.signalbox.access.AccessRules;
import dev.signalbox.engine.Decisions;
import dev.signalbox.engine.Engine;
import dev.signalbox.engine.EngineTime;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.engine.Requests;
import dev.signalbox.engine.Stores;
import dev.signalbox.engine.WakeUpCalls;
import dev.signalbox.port.Equipment;
import java.util.List;
import java.util.Optional;

/** One process of the bot, with everything that people reach it by. */
public final class Bot {
  private final Lifeline life;
  private final HandTimer timer = new HandTimer();
  private final Engine engine;
  private final Requests requests;
  private final Decisions decisions;
  private final WakeUpCalls wakeUpCalls;
  private final Stores stores;
  private final Equipment.Catalogue equipment;

  Bot(String name, Stores shared, Ground ground, SimLane site, SimClock clock) {
    this.life = new Lifeline(shared.transactions(), shared.journal());
    this.stores =
        new Stores(
            life,
            shared.journal(),
            shared.deployments(),
            shared.gates(),
            shared.lanes(),
            shared.wakeUps());
    this.equipment = _ -> equipment(ground, site, life);
    AccessRules access = ground.access();
    this.engine =
        new Engine(
            name,
            stores,
            new LaneSpecs(List.of(ground.spec())),
            equipment,
            access,
            new EngineTime(clock, timer, clock));
    this.requests = new Requests(engine);
    this.decisions = new Decisions(engine, access);
    this.wakeUpCalls = new WakeUpCalls(engine);
  }

  private static Equipment equipment(Ground ground, SimLane site, Lifeline life) {
    SimProbes probes = new SimProbes(site, life);
    boolean groups = ground.spec().layout() instanceof dev.signalbox.topology.Layout.ServerGroups;
    return new Equipment(
        new SimSwitch(site, life),
        new SimBalancer(site, life),
        Optional.of(new SimInstaller(site, life)),
        groups ? Optional.of(new SimProvisioner(site, life)) : Optional.empty(),
        probes,
        new Equipment.Probes(probes, probes));
  }

  public Lifeline life() {
    return life;
  }

  public Engine engine() {
    return engine;
  }

  public Requests requests() {
    return requests;
  }

  public Decisions decisions() {
    return decisions;
  }

  public WakeUpCalls wakeUpCalls() {
    return wakeUpCalls;
  }

  public Stores stores() {
    return stores;
  }

  public Equipment.Catalogue equipment() {
    return equipment;
  }

  /** Its leases are renewed, and what nobody owns is taken over. */
  public void beat() {
    timer.tick();
  }

  /** Stopped in order. */
  void stop() {
    engine.stop();
    timer.shutdownNow();
  }

  /** Gone in the middle of it, as after {@code kill -9}. */
  void kill() {
    life.end();
    timer.shutdownNow();
  }
}
