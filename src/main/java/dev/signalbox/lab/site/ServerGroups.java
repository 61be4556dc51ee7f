package dev.signalbox.lab.site;

import dev.signalbox.lab.fault.Effect;
import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.node.NodeStartException;
import dev.signalbox.lab.state.ClusterState;
import dev.signalbox.lab.state.GroupLabel;
import dev.signalbox.lab.state.LabStateException;
import dev.signalbox.lab.state.NodeState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Makes and destroys the server groups of one lane.
 *
 * <p>A group is remembered with its label before its first node starts, so that what a crash leaves
 * behind can be found.
 */
public final class ServerGroups {
  private final Premises premises;
  private final LaneMemory memory;
  private final Monitor monitor;
  private final Machines machines;
  private final Faults faults;
  private final Map<String, Work> works = new HashMap<>();

  ServerGroups(
      Premises premises, LaneMemory memory, Monitor monitor, Machines machines, Faults faults) {
    this.premises = premises;
    this.memory = memory;
    this.monitor = monitor;
    this.machines = machines;
    this.faults = faults;
  }

  /**
   * Begins to make a group, or adopts one of the same version and size.
   *
   * @throws SiteProblem.Conflict if there is another one of that name
   */
  public Work provision(String name, GroupLabel label, int size) {
    return monitor.in(
        () -> {
          Optional<ClusterState> there = memory.state().cluster(name);
          there.ifPresent(cluster -> requireSame(cluster, label, size));
          if (now(name).isRunning() || runs(name)) {
            return now(name);
          }
          if (there.isEmpty()) {
            ClusterState cluster = cluster(name, label, size);
            memory.change(lane -> lane.with(cluster));
            cluster.nodes().forEach(node -> machines.add(name, node));
          }
          return begin(name, label);
        });
  }

  private static void requireSame(ClusterState cluster, GroupLabel label, int size) {
    boolean same =
        cluster.nodes().size() == size
            && cluster.group().map(GroupLabel::version).equals(Optional.of(label.version()));
    if (!same) {
      throw new SiteProblem.Conflict(
          "There is a %s already, of %d nodes, made for %s."
              .formatted(
                  cluster.name(),
                  cluster.nodes().size(),
                  cluster.group().map(GroupLabel::version).orElse("no version")));
    }
  }

  private boolean runs(String name) {
    List<Machine> nodes = machines.of(name);
    return !nodes.isEmpty() && nodes.stream().allMatch(node -> node.server().running());
  }

  private static ClusterState cluster(String name, GroupLabel label, int size) {
    return new ClusterState(
        name,
        Optional.of(label),
        IntStream.rangeClosed(1, size)
            .mapToObj(number -> NodeState.of(name + "-" + number, 0, label.version(), false))
            .toList());
  }

  private Work begin(String name, GroupLabel label) {
    Work.Running work = new Work.Running(label.version());
    works.put(name, work);
    Optional<Effect> fault =
        faults.strikeWork("provision", memory.lane(), name).map(struck -> struck.effect());
    if (!fault.equals(Optional.of(Effect.HANG))) {
      Runnable finish = () -> finish(name, label.version(), fault.isPresent());
      var _ =
          premises
              .timer()
              .schedule(() -> monitor.in(finish), premises.pace().toNanos(), TimeUnit.NANOSECONDS);
    }
    return work;
  }

  private void finish(String name, String version, boolean faulty) {
    if (!now(name).isRunning()) {
      return;
    }
    try {
      if (faulty) {
        throw new NodeStartException("%s was not made: a fault was put in".formatted(name));
      }
      for (Machine machine : machines.of(name)) {
        machines.start(machine, version);
        memory.change(
            lane -> lane.withNode(machine.node, node -> node.with(Optional.of(version), true)));
      }
      works.put(name, new Work.Done(version));
    } catch (NodeStartException | LabStateException failure) {
      works.put(name, new Work.Failed(version, String.valueOf(failure.getMessage())));
    }
  }

  /** How far the group is; one that was there when the lab started is done. */
  public Work work(String name) {
    return monitor.in(() -> now(name));
  }

  /** Waits until the group is no longer being made, at most this long. */
  public void await(String name, Duration atMost) throws InterruptedException {
    monitor.await(() -> !now(name).isRunning(), atMost);
  }

  private Work now(String name) {
    Work known = works.getOrDefault(name, new Work.Idle());
    return known instanceof Work.Idle && runs(name) ? new Work.Done(name) : known;
  }

  /**
   * Takes the group from the router and destroys its nodes; done also when there is none.
   *
   * @throws SiteProblem.Conflict if production traffic goes to it
   */
  public void retire(String name) {
    monitor.in(
        () -> {
          if (memory.state().live().equals(name)) {
            throw new SiteProblem.Conflict(name + " is live: production traffic goes to it.");
          }
          if (memory.state().cluster(name).filter(it -> it.group().isEmpty()).isPresent()) {
            throw new SiteProblem.Conflict(name + " is a cluster that stays, not a group.");
          }
          memory.change(lane -> lane.without(name));
          works.remove(name);
          machines.remove(name);
        });
  }
}
