package dev.signalbox.app.config;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.RolloutPolicy;
import dev.signalbox.deployment.SmokePolicy;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One lane.
 *
 * @param layout what it is made of; empty where only the running lab knows its nodes' addresses
 * @param equipment what it works with
 * @param inLab how the lab sets it up; empty outside of the lab
 * @param down by cluster, the nodes that are down for maintenance
 */
public record LaneSetup(
    Lane lane,
    Optional<Layout> layout,
    Optional<LaneLayout> inLab,
    EquipmentSetup equipment,
    RolloutPolicy rollout,
    Checks checks,
    Map<String, List<String>> down) {

  /** How a version is judged in the lane. */
  public record Checks(SmokePolicy smoke, WarmUpPolicy warmUp, WatchPolicy watch) {}

  /** What the engine works with, once it is known where the nodes are. */
  public LaneSpec spec(Layout known) {
    return new LaneSpec(
        lane, inService(known), rollout, checks.smoke(), checks.warmUp(), checks.watch(), down);
  }

  private Layout inService(Layout known) {
    return switch (known) {
      case Layout.ServerGroups groups -> groups;
      case Layout.FixedClusters fixed ->
          new Layout.FixedClusters(fixed.clusters().stream().map(this::inService).toList());
    };
  }

  private Cluster inService(Cluster cluster) {
    List<String> away = down.getOrDefault(cluster.name(), List.of());
    return new Cluster(
        cluster.name(),
        cluster.nodes().stream().filter(it -> !away.contains(it.name())).toList(),
        cluster.entrance());
  }
}
