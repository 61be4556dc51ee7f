package dev.signalbox.lab;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.lab.control.told.WorkTold;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Installer;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.Map;
import java.util.Optional;

/**
 * Installs versions on nodes of the lab. An installation goes on in the lab when the bot ends; the
 * next attempt joins it.
 */
public final class LabInstaller implements Installer {
  private final LabClient client;
  private final LabLane lane;

  /** The installer for one lane of the lab. */
  public LabInstaller(LabClient client, Lane lane) {
    this.client = client;
    this.lane = new LabLane(client, lane);
  }

  @Override
  public Optional<Version> installed(Node node) {
    return client.see(lane.node(node.name()), NodeTold.class).version().map(Version::new);
  }

  @Override
  public StepOutcome install(Node node, Version version, Attempt attempt) {
    Asked.Install wanted = new Asked.Install(version.text());
    return switch (client.change("PUT", installation(node), wanted)) {
      case LabClient.Reply.Made _ ->
          Watching.until(
              attempt, () -> ended(node), seen -> judge(version, seen), _ -> cancel(node, version));
      case LabClient.Reply.Refused(String reason) -> StepOutcome.failed(reason);
      case LabClient.Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
    };
  }

  private NodeTold ended(Node node) {
    return client.see(Watching.patient(installation(node) + "/ended"), NodeTold.class);
  }

  private static Optional<StepOutcome> judge(Version version, NodeTold seen) {
    String wanted = version.text();
    WorkTold work = seen.work();
    boolean runs = seen.running() && seen.version().equals(Optional.of(wanted));
    return switch (work.state()) {
      case RUNNING -> work.goal().equals(wanted) ? Optional.empty() : replaced(seen);
      case FAILED -> work.goal().equals(wanted) ? failed(work.reason()) : replaced(seen);
      case DONE, IDLE -> runs ? Optional.of(done(version, seen)) : replaced(seen);
    };
  }

  private static StepOutcome done(Version version, NodeTold seen) {
    return StepOutcome.done("%s runs %s.".formatted(seen.name(), version));
  }

  private static Optional<StepOutcome> failed(String reason) {
    return Optional.of(StepOutcome.failed(reason));
  }

  private static Optional<StepOutcome> replaced(NodeTold seen) {
    return failed(
        "Something else happened to %s meanwhile; it has %s now."
            .formatted(seen.name(), seen.version().orElse("nothing")));
  }

  private String cancel(Node node, Version version) {
    var _ = client.change("POST", installation(node) + "/cancel", Map.of());
    return "%s was not installed on %s in time; it is cancelled and the node is down."
        .formatted(version, node);
  }

  @Override
  public StepOutcome uninstall(Node node, Attempt attempt) {
    return switch (client.change("DELETE", installation(node), Map.of())) {
      case LabClient.Reply.Made _ -> StepOutcome.done("Nothing is installed on " + node + ".");
      case LabClient.Reply.Refused(String reason) -> StepOutcome.failed(reason);
      case LabClient.Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
    };
  }

  private String installation(Node node) {
    return lane.node(node.name()) + "/installation";
  }
}
