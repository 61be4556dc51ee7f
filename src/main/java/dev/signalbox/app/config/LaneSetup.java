package dev.signalbox.app.config;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.RolloutPolicy;
import dev.signalbox.deployment.SmokePolicy;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import java.util.Optional;

/**
 * One lane.
 *
 * @param layout what it is made of; empty where only the running lab knows its nodes' addresses
 * @param equipment what it works with
 * @param inLab how the lab sets it up; empty outside of the lab
 */
public record LaneSetup(
    Lane lane,
    Optional<Layout> layout,
    Optional<LaneLayout> inLab,
    EquipmentSetup equipment,
    RolloutPolicy rollout,
    Checks checks) {

  /** How a version is judged in the lane. */
  public record Checks(SmokePolicy smoke, WarmUpPolicy warmUp, WatchPolicy watch) {}

  /** What the engine works with, once it is known where the nodes are. */
  public LaneSpec spec(Layout known) {
    return new LaneSpec(lane, known, rollout, checks.smoke(), checks.warmUp(), checks.watch());
  }
}
