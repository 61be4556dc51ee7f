package dev.signalbox.engine;

import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.port.Equipment;
import dev.signalbox.topology.Lane;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes what works on one lane, from its configuration and its equipment. */
final class LaneTools {
  private final LaneSpecs specs;
  private final Equipment.Catalogue equipment;
  private final Supplier<List<Hold>> holds;
  private final InstantSource clock;

  /**
   * Tools for every lane.
   *
   * @param holds what people hold now
   */
  LaneTools(
      LaneSpecs specs,
      Equipment.Catalogue equipment,
      Supplier<List<Hold>> holds,
      InstantSource clock) {
    this.specs = specs;
    this.holds = holds;
    this.equipment = equipment;
    this.clock = clock;
  }

  StepRunner stepRunner(Lane lane) {
    return new StepRunner(spec(lane), of(lane), checks(lane), watches(lane), swaps(lane));
  }

  Observer observer(Lane lane) {
    return new Observer(spec(lane), of(lane), checks(lane), maintenance(lane), clock);
  }

  SwapSteps swaps(Lane lane) {
    return new SwapSteps(spec(lane), of(lane), clock);
  }

  Planner planner(Lane lane, Optional<KeptCluster> kept) {
    return new Planner(spec(lane), of(lane), kept, maintenance(lane));
  }

  RollbackPlanner rollbackPlanner(Lane lane) {
    return new RollbackPlanner(spec(lane), of(lane), maintenance(lane));
  }

  Clusters clusters(Lane lane) {
    return new Clusters(spec(lane), of(lane));
  }

  LaneSpec spec(Lane lane) {
    return specs.of(lane);
  }

  /** What the lane works with; of its nodes those that are in service. */
  Equipment of(Lane lane) {
    return Maintenance.without(spec(lane), equipment.of(lane));
  }

  private Maintenance maintenance(Lane lane) {
    return new Maintenance(spec(lane), equipment.of(lane).loadBalancer());
  }

  private WatchSteps watches(Lane lane) {
    return new WatchSteps(spec(lane), of(lane), holds, clock);
  }

  private CheckSteps checks(Lane lane) {
    return new CheckSteps(spec(lane), of(lane));
  }
}
