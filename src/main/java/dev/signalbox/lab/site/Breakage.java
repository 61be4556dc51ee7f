package dev.signalbox.lab.site;

import dev.signalbox.lab.node.NodeStartException;
import dev.signalbox.lab.state.LaneState;

/** What can go wrong with machines by themselves, done on purpose; none of it is remembered. */
public final class Breakage {
  private final Monitor monitor;
  private final Machines machines;

  Breakage(Monitor monitor, Machines machines) {
    this.monitor = monitor;
    this.machines = machines;
  }

  /** Kills the node's server, as a crash would. */
  public void crash(String node) {
    monitor.in(() -> machines.named(node).server().stop());
  }

  /**
   * Starts the node's server again, cold, with what is installed.
   *
   * @throws SiteProblem.Conflict if it does not start
   */
  public void revive(String node, LaneState state) {
    monitor.in(
        () -> {
          Machine machine = machines.named(node);
          String version =
              state
                  .node(node)
                  .flatMap(it -> it.version())
                  .orElseThrow(
                      () -> new SiteProblem.Conflict("Nothing is installed on " + node + "."));
          try {
            machines.start(machine, version);
          } catch (NodeStartException failure) {
            throw new SiteProblem.Conflict(String.valueOf(failure.getMessage()));
          }
        });
  }

  /** Makes the node's health check fail, or succeed again. */
  public void feelWell(String node, boolean well) {
    monitor.in(() -> machines.named(node).server().feelWell(well));
  }
}
