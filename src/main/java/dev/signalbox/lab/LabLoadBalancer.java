package dev.signalbox.lab;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Drains and restores nodes at the lab's proxy. */
public final class LabLoadBalancer implements LoadBalancer {
  private final LabClient client;
  private final LabLane lane;

  /** The balancer of one lane of the lab. */
  public LabLoadBalancer(LabClient client, Lane lane) {
    this.client = client;
    this.lane = new LabLane(client, lane);
  }

  @Override
  public List<NodeState> nodes(String cluster) {
    return client
        .look(lane.cluster(cluster), ClusterTold.class)
        .map(told -> told.nodes().stream().map(LabLoadBalancer::state).toList())
        .orElse(List.of());
  }

  private static NodeState state(NodeTold told) {
    return new NodeState(
        told.name(),
        told.draining() ? Rotation.DRAINED : Rotation.READY,
        told.healthy(),
        OptionalInt.of(told.inFlight()));
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    return after(
        lane.node(node.name()) + "/drain",
        () ->
            Watching.until(
                attempt,
                () -> look(lane.node(node.name()) + "/drained"),
                LabLoadBalancer::drained,
                seen ->
                    "%d requests are still under way at %s, which stays drained."
                        .formatted(seen.inFlight(), node)));
  }

  private static Optional<StepOutcome> drained(NodeTold seen) {
    if (!seen.draining()) {
      return Optional.of(StepOutcome.failed("Somebody restored " + seen.name() + " meanwhile."));
    }
    return seen.inFlight() == 0
        ? Optional.of(StepOutcome.done(seen.name() + " is drained, nothing is under way."))
        : Optional.empty();
  }

  @Override
  public StepOutcome restore(String cluster, Node node, Attempt attempt) {
    return after(
        lane.node(node.name()) + "/restore",
        () ->
            Watching.until(
                attempt,
                () -> look(lane.node(node.name()) + "/in-rotation"),
                LabLoadBalancer::inRotation,
                _ -> node + " is not healthy; it is in rotation, but takes nothing."));
  }

  private static Optional<StepOutcome> inRotation(NodeTold seen) {
    if (seen.draining()) {
      return Optional.of(StepOutcome.failed("Somebody drained " + seen.name() + " meanwhile."));
    }
    return seen.inRotation()
        ? Optional.of(StepOutcome.done(seen.name() + " is healthy and in rotation."))
        : Optional.empty();
  }

  private NodeTold look(String path) {
    return client.see(Watching.patient(path), NodeTold.class);
  }

  private StepOutcome after(String change, Supplier<StepOutcome> then) {
    return switch (client.change("POST", change, Map.of())) {
      case LabClient.Reply.Made _ -> then.get();
      case LabClient.Reply.Refused(String reason) -> StepOutcome.failed(reason);
      case LabClient.Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
    };
  }
}
