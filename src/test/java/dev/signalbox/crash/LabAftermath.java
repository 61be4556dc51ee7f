package dev.signalbox.crash;

import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.control.told.NodeTold;
import java.util.List;
import java.util.Optional;

/** Holds what the lab looks like against what the scenario promises. */
record LabAftermath(Scenario scenario, LaneTold before, LaneTold after, Problems problems) {

  void check() {
    problems.expect("live cluster", live(), after.live());
    problems.expect(
        "clusters", clusters(), after.clusters().stream().map(it -> it.name()).toList());
    for (ClusterTold cluster : after.clusters()) {
      String version = version(cluster);
      for (NodeTold node : cluster.nodes()) {
        problems.expect("version of " + node.name(), Optional.of(version), node.version());
        problems.expect(node.name() + " is drained", !node.draining());
        problems.expect(node.name() + " takes nothing", node.inRotation());
      }
    }
  }

  /** The cluster that production is to go to. */
  String live() {
    boolean moves = scenario.brings() && scenario.swaps() % 2 == 1;
    if (!moves) {
      return before.live();
    }
    return scenario.isOn("redblack") ? group() : other();
  }

  private String other() {
    return before.clusters().stream()
        .map(ClusterTold::name)
        .filter(name -> !name.equals(before.live()))
        .findFirst()
        .orElseThrow();
  }

  private String group() {
    return scenario.lane().application() + "-" + scenario.version();
  }

  private List<String> clusters() {
    List<String> names = before.clusters().stream().map(ClusterTold::name).toList();
    boolean made = scenario.happy() && scenario.isOn("redblack");
    return made ? List.of(names.getFirst(), group()) : names;
  }

  private String version(ClusterTold cluster) {
    boolean isLive = cluster.name().equals(live());
    // What was rolled back from keeps its version; only traffic went back.
    boolean hasNew =
        scenario == Scenario.ROLLBACK
            ? !isLive
            : scenario.brings() && (isLive || scenario.convergesAfterwards());
    if (hasNew) {
      return scenario.version();
    }
    return before.clusters().stream()
        .filter(it -> it.name().equals(cluster.name()))
        .flatMap(it -> it.nodes().stream())
        .findFirst()
        .flatMap(NodeTold::version)
        .orElse("none");
  }
}
