package dev.signalbox.engine;

import dev.signalbox.deployment.Gate.Finding;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The nodes that a team declares as down for maintenance. The engine neither sees nor touches them;
 * plan and prompt name them, and one that gets requests all the same refuses both, since it has
 * some other version.
 */
final class Maintenance {
  private final LaneSpec spec;
  private final LoadBalancer balancer;

  /** Of one lane, whose balancer knows every node. */
  Maintenance(LaneSpec spec, LoadBalancer balancer) {
    this.spec = spec;
    this.balancer = balancer;
  }

  /** What the lane works with, the balancer without these nodes. */
  static Equipment without(LaneSpec spec, Equipment all) {
    return spec.down().isEmpty()
        ? all
        : new Equipment(
            all.trafficSwitch(),
            new InService(spec, all.loadBalancer()),
            all.installer(),
            all.provisioner(),
            all.meter(),
            all.probes());
  }

  private record InService(LaneSpec spec, LoadBalancer all) implements LoadBalancer {
    @Override
    public List<NodeState> nodes(String cluster) {
      List<String> down = spec.down(cluster);
      return all.nodes(cluster).stream().filter(it -> !down.contains(it.node())).toList();
    }

    @Override
    public StepOutcome drain(String cluster, Node node, Attempt attempt) {
      return all.drain(cluster, node, attempt);
    }

    @Override
    public StepOutcome restore(String cluster, Node node, Attempt attempt) {
      return all.restore(cluster, node, attempt);
    }
  }

  /** A line for each node, for the plan. */
  List<String> notes() {
    return names().stream()
        .map(it -> it + " is down for maintenance: it is left as it is, and takes no part")
        .toList();
  }

  /** Why nothing can be planned; throws a {@code PortFailure} when the balancer cannot be asked. */
  Optional<Planned> refusal() {
    return refusal(spec.down().keySet());
  }

  /** As {@link #refusal()}, for these clusters alone. */
  Optional<Planned> refusal(Collection<String> of) {
    List<String> serving = serving(of);
    return serving.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Planned.Impossible(
                wrongly(serving)
                    + " Drain it at the load balancer, or take it out of the lane's maintenance."));
  }

  /** What a gate shows of them; empty where none is declared. */
  Optional<Finding> finding() {
    if (spec.down().isEmpty()) {
      return Optional.empty();
    }
    try {
      List<String> serving = serving(spec.down().keySet());
      return Optional.of(
          serving.isEmpty()
              ? new Finding(
                  "maintenance", true, String.join(", ", names()) + " down: left as it is")
              : new Finding("maintenance", false, wrongly(serving)));
    } catch (PortFailure e) {
      return Optional.of(new Finding("maintenance", false, e.reason()));
    }
  }

  private static String wrongly(List<String> serving) {
    return String.join(", ", serving)
        + " is declared as down for maintenance, but the load balancer sends it requests.";
  }

  private List<String> names() {
    return spec.down().values().stream().flatMap(List::stream).toList();
  }

  private List<String> serving(Collection<String> of) {
    List<String> serving = new ArrayList<>();
    for (String cluster : of) {
      List<String> names = spec.down(cluster);
      if (!names.isEmpty()) {
        balancer.nodes(cluster).stream()
            .filter(it -> it.serves() && names.contains(it.node()))
            .forEach(it -> serving.add(it.node()));
      }
    }
    return serving;
  }
}
