package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Provisioner;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Optional;

/** What makes the lane's server groups. A failed making leaves a part of the group behind. */
final class SimProvisioner implements Provisioner {
  private static final String ARTIFACT = "sim:";

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
  public Resolved resolve(Version version) {
    return new Resolved.Exactly(ARTIFACT + version);
  }

  @Override
  public StepOutcome provision(Wanted wanted, Attempt attempt) {
    String group = wanted.group();
    Version version = wanted.version();
    int size = wanted.size();
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "provision " + group,
            a -> a.equals(new Action.Provision(group, version, wanted.artifact(), size)),
            () -> {
              boolean there = lane.groups.containsKey(group) && lane.nodesOf(group).size() == size;
              if (!wanted.artifact().equals(Optional.of(ARTIFACT + version))) {
                return StepOutcome.failed("not what was planned: " + wanted.artifact());
              }
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
