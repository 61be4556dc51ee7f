package dev.signalbox.lab;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.lab.control.told.WorkTold;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Provisioner;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Makes and destroys server groups of the lab. */
public final class LabProvisioner implements Provisioner {
  private final LabClient client;
  private final LabLane lane;

  /** The provisioner of one lane of the lab. */
  public LabProvisioner(LabClient client, Lane lane) {
    this.client = client;
    this.lane = new LabLane(client, lane);
  }

  @Override
  public List<ServerGroup> groups() {
    return lane.look().clusters().stream().flatMap(LabProvisioner::group).toList();
  }

  private static Stream<ServerGroup> group(ClusterTold told) {
    return told.group().stream()
        .map(
            label ->
                new ServerGroup(
                    LabTopology.cluster(told),
                    new Version(label.version()),
                    label.deployment().stream().mapToObj(DeploymentId::new).findFirst()));
  }

  /** The lab makes up what a version does from its name. */
  @Override
  public Resolved resolve(Version version) {
    return new Resolved.NameOnly();
  }

  @Override
  public StepOutcome provision(Wanted wanted, Attempt attempt) {
    Asked.Provision asked =
        new Asked.Provision(
            wanted.version().text(),
            wanted.size(),
            wanted
                .madeFor()
                .map(it -> OptionalLong.of(it.number()))
                .orElseGet(OptionalLong::empty));
    return switch (client.change("PUT", lane.group(wanted.group()), asked)) {
      case LabClient.Reply.Made _ -> made(wanted.group(), wanted.version(), attempt);
      case LabClient.Reply.Refused(String reason) -> StepOutcome.failed(reason);
      case LabClient.Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
    };
  }

  private StepOutcome made(String group, Version version, Attempt attempt) {
    return Watching.until(
        attempt,
        () -> look(group),
        seen -> judge(group, version, seen),
        seen ->
            "%d of %d nodes of %s are healthy."
                .formatted(healthy(seen), seen.map(it -> it.nodes().size()).orElse(0), group));
  }

  /** The first answer waits for the making, the later ones for the health. */
  private Optional<ClusterTold> look(String group) {
    Optional<ClusterTold> seen =
        client.look(Watching.patient(lane.group(group) + "/made"), ClusterTold.class);
    return seen.filter(LabProvisioner::isDone).isEmpty()
        ? seen
        : client.look(Watching.patient(lane.cluster(group) + "/in-rotation"), ClusterTold.class);
  }

  private static Optional<StepOutcome> judge(
      String group, Version version, Optional<ClusterTold> seen) {
    Optional<WorkTold> work = seen.flatMap(ClusterTold::group).map(ClusterTold.Group::work);
    if (work.isEmpty()) {
      return Optional.of(StepOutcome.failed(group + " was removed meanwhile."));
    }
    return switch (work.get().state()) {
      case FAILED -> Optional.of(StepOutcome.failed(work.get().reason()));
      case IDLE -> Optional.of(StepOutcome.failed("The making of " + group + " was interrupted."));
      case RUNNING -> Optional.empty();
      case DONE ->
          healthy(seen) < seen.orElseThrow().nodes().size()
              ? Optional.empty()
              : Optional.of(
                  StepOutcome.done(
                      "%s stands: %d healthy nodes on %s."
                          .formatted(group, healthy(seen), version)));
    };
  }

  private static boolean isDone(ClusterTold told) {
    return told.group().map(label -> label.work().state() == WorkTold.State.DONE).orElse(false);
  }

  private static long healthy(Optional<ClusterTold> seen) {
    return seen.stream()
        .flatMap(told -> told.nodes().stream())
        .filter(NodeTold::inRotation)
        .count();
  }

  @Override
  public StepOutcome retire(String group, Attempt attempt) {
    return switch (client.change("DELETE", lane.group(group), Map.of())) {
      case LabClient.Reply.Made _ -> StepOutcome.done(group + " is gone.");
      case LabClient.Reply.Refused(String reason) -> StepOutcome.failed(reason);
      case LabClient.Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
    };
  }
}
