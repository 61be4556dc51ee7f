package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Provisioner;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Optional;

/** What makes the lane's server groups. A failed making leaves a part of the group behind. */
final class SimProvisioner implements Provisioner {
  private final SimLane lane;
  private final Lifeline life;

  SimProvisioner(SimLane lane, Lifeline life) {
    this.lane = lane;
    this.life = life;
  }

  @Override
  public List<ServerGroup> groups() {
    return lane.ask(
        life,
        "list groups",
        () ->
            lane.clusters.values().stream()
                .filter(c -> lane.groups.containsKey(c.name()))
                .map(c -> new ServerGroup(c, lane.versionOf(c.name()), Optional.empty()))
                .toList());
  }

  @Override
  public StepOutcome provision(
      String group, Version version, int size, DeploymentId madeFor, Attempt attempt) {
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "provision " + group,
            a -> a.equals(new Action.Provision(group, version, size)),
            () -> {
              boolean there = lane.groups.containsKey(group) && lane.nodesOf(group).size() == size;
              if (!there) {
                lane.make(group, version, size);
              }
              return StepOutcome.done("made");
            },
            () -> lane.make(group, version, 1)));
  }

  @Override
  public StepOutcome retire(String group, Attempt attempt) {
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "retire " + group,
            a -> a instanceof Action.Retire retire && retire.group().equals(group),
            () -> {
              lane.promises.retires(lane, group);
              lane.remove(group);
              return StepOutcome.done("removed");
            }));
  }
}
