package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Installer;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.Optional;

/** What puts versions onto the lane's nodes. A failed installation leaves a node bare. */
final class SimInstaller implements Installer {
  private final SimLane lane;
  private final Lifeline life;

  SimInstaller(SimLane lane, Lifeline life) {
    this.lane = lane;
    this.life = life;
  }

  @Override
  public Optional<Version> installed(Node node) {
    return lane.ask(life, "ask " + node, () -> lane.required(node).installed);
  }

  @Override
  public StepOutcome install(Node node, Version version, Attempt attempt) {
    SimNode it = lane.required(node);
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "install " + version + " on " + node,
            a ->
                a instanceof Action.Install install
                    && install.node().equals(node)
                    && install.version().equals(version),
            () -> {
              lane.promises.changes(lane, it);
              it.installed = Optional.of(version);
              return StepOutcome.done("installed");
            },
            () -> it.installed = Optional.empty()));
  }

  @Override
  public StepOutcome uninstall(Node node, Attempt attempt) {
    SimNode it = lane.required(node);
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "uninstall " + node,
            a -> a instanceof Action.Uninstall uninstall && uninstall.node().equals(node),
            () -> {
              lane.promises.changes(lane, it);
              it.installed = Optional.empty();
              return StepOutcome.done("uninstalled");
            }));
  }
}
