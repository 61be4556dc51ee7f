package dev.signalbox.simulation;

import dev.signalbox.access.AccessRules;
import dev.signalbox.engine.Decisions;
import dev.signalbox.engine.Engine;
import dev.signalbox.engine.EngineTime;
import dev.signalbox.engine.Requests;
import dev.signalbox.engine.Stores;
import dev.signalbox.engine.WakeUpCalls;
import dev.signalbox.port.Equipment;
import dev.signalbox.topology.Lane;
import java.util.Map;
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

  Bot(String name, Stores shared, Ground ground, Map<Lane, SimLane> sites, SimClock clock) {
    this.life = new Lifeline(shared.transactions(), shared.journal());
    this.stores =
        new Stores(
            life,
            shared.journal(),
            shared.deployments(),
            shared.gates(),
            shared.lanes(),
            shared.wakeUps());
    this.equipment = lane -> equipment(Optional.ofNullable(sites.get(lane)).orElseThrow(), life);
    AccessRules access = ground.access();
    this.engine =
        new Engine(
            name, stores, ground.specs(), equipment, access, new EngineTime(clock, timer, clock));
    this.requests = new Requests(engine);
    this.decisions = new Decisions(engine, access);
    this.wakeUpCalls = new WakeUpCalls(engine);
  }

  private static Equipment equipment(SimLane site, Lifeline life) {
    SimProbes probes = new SimProbes(site, life);
    return new Equipment(
        new SimSwitch(site, life),
        new SimBalancer(site, life),
        Optional.of(new SimInstaller(site, life)),
        site.isMadeOfGroups() ? Optional.of(new SimProvisioner(site, life)) : Optional.empty(),
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
