package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Node;
import java.util.List;
import java.util.OptionalInt;

/** The lane's load balancer. */
final class SimBalancer implements LoadBalancer {
  private final SimLane lane;
  private final Lifeline life;

  SimBalancer(SimLane lane, Lifeline life) {
    this.lane = lane;
    this.life = life;
  }

  @Override
  public List<NodeState> nodes(String cluster) {
    return lane.ask(
        life,
        "read nodes of " + cluster,
        () ->
            lane.nodesOf(cluster).stream()
                .map(n -> new NodeState(n.node.name(), n.rotation, n.healthy(), OptionalInt.of(0)))
                .toList());
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    SimNode it = lane.required(node);
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "drain " + node,
            a -> a.equals(new Action.Drain(cluster, node)),
            () -> {
              lane.promises.drains(lane, cluster, it);
              it.rotation = Rotation.DRAINED;
              return StepOutcome.done("drained");
            },
            () -> it.rotation = Rotation.DRAINED));
  }

  @Override
  public StepOutcome restore(String cluster, Node node, Attempt attempt) {
    SimNode it = lane.required(node);
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "restore " + node,
            a -> a.equals(new Action.Restore(cluster, node)),
            () -> {
              lane.promises.restores(it);
              it.rotation = Rotation.READY;
              return it.healthy()
                  ? StepOutcome.done("in rotation")
                  : StepOutcome.failed(node + " does not become healthy");
            },
            () -> it.rotation = Rotation.READY));
  }
}
