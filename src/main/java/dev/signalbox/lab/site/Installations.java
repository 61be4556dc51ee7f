package dev.signalbox.lab.site;

import dev.signalbox.lab.fault.Effect;
import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.node.NodeStartException;
import dev.signalbox.lab.state.LabStateException;
import dev.signalbox.lab.state.NodeState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Puts versions onto the nodes of one lane.
 *
 * <p>An installation goes on whoever asked for it is still there or not; a later one for another
 * version takes its place. The node is down from its beginning to its end.
 */
public final class Installations {
  private final Premises premises;
  private final LaneMemory memory;
  private final Monitor monitor;
  private final Machines machines;
  private final Faults faults;

  Installations(
      Premises premises, LaneMemory memory, Monitor monitor, Machines machines, Faults faults) {
    this.premises = premises;
    this.memory = memory;
    this.monitor = monitor;
    this.machines = machines;
    this.faults = faults;
  }

  /** Begins an installation, joins the same one under way, or finds that it is there already. */
  public Work install(String node, String version) {
    return monitor.in(() -> install(machines.named(node), version));
  }

  private Work install(Machine machine, String version) {
    if (machine.work().equals(new Work.Running(version))) {
      return machine.work();
    }
    if (!machine.work().isRunning() && runs(machine, version)) {
      machine.ended(new Work.Done(version));
      return machine.work();
    }
    int number = machine.begin(version);
    machine.server().stop();
    Optional<Effect> fault =
        faults.strikeWork("install", memory.lane(), machine.node).map(struck -> struck.effect());
    if (!fault.equals(Optional.of(Effect.HANG))) {
      later(premises.pace(), () -> finish(machine, number, version, fault.isPresent()));
    }
    return machine.work();
  }

  private boolean runs(Machine machine, String version) {
    return machine.server().running()
        && memory
            .state()
            .node(machine.node)
            .flatMap(NodeState::version)
            .equals(Optional.of(version));
  }

  private void later(Duration delay, Runnable action) {
    var _ =
        premises.timer().schedule(() -> monitor.in(action), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void finish(Machine machine, int number, String version, boolean faulty) {
    if (!machine.is(number)) {
      return;
    }
    try {
      remember(machine, Optional.of(version), true);
      if (faulty) {
        throw new NodeStartException(
            "%s did not start with %s: a fault was put in".formatted(machine.node, version));
      }
      machines.start(machine, version);
      machine.ended(new Work.Done(version));
    } catch (NodeStartException failure) {
      remember(machine, Optional.of(version), false);
      machine.ended(new Work.Failed(version, String.valueOf(failure.getMessage())));
    } catch (LabStateException failure) {
      machine.ended(new Work.Failed(version, String.valueOf(failure.getMessage())));
    }
  }

  private void remember(Machine machine, Optional<String> version, boolean running) {
    memory.change(lane -> lane.withNode(machine.node, node -> node.with(version, running)));
  }

  /** Ends an installation that is under way; the node stays down, with what it had before. */
  public Work cancel(String node) {
    return monitor.in(
        () -> {
          Machine machine = machines.named(node);
          if (machine.work() instanceof Work.Running(String goal)) {
            machine.ended(new Work.Failed(goal, "it was cancelled; " + node + " is down"));
          }
          return machine.work();
        });
  }

  /** What is being done to the node, or was done last. */
  public Work work(String node) {
    return monitor.in(() -> machines.find(node).map(Machine::work).orElse(new Work.Idle()));
  }

  /** Waits until nothing is being done to the node, at most this long. */
  public void await(String node, Duration atMost) throws InterruptedException {
    monitor.await(
        () -> machines.find(node).map(machine -> !machine.work().isRunning()).orElse(true), atMost);
  }

  /** Stops the node and takes off what is installed. */
  public Work uninstall(String node) {
    return monitor.in(
        () -> {
          Machine machine = machines.named(node);
          machine.begin("");
          remember(machine, Optional.empty(), false);
          machine.server().stop();
          machine.ended(new Work.Done(""));
          return machine.work();
        });
  }
}
