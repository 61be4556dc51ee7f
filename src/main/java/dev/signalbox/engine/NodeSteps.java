package dev.signalbox.engine;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Installer;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The steps that change one node. Each first asks the switch whether the node's cluster takes
 * production: only a rolling update may touch it then, a drained node at a time (promise 9). Any
 * other strategy finds that somebody else has moved the switch, and leaves the nodes alone.
 */
final class NodeSteps {
  private static final Duration BETWEEN_INSTALLS = Duration.ofSeconds(2);

  private final LaneSpec spec;
  private final Equipment equipment;
  private final Clusters clusters;
  private final Strategy strategy;

  NodeSteps(LaneSpec spec, Equipment equipment, Strategy strategy) {
    this.spec = spec;
    this.equipment = equipment;
    this.clusters = new Clusters(spec, equipment);
    this.strategy = strategy;
  }

  StepOutcome drain(String cluster, Node node, Attempt attempt) {
    Optional<StepOutcome> refused = isLive(cluster) ? undrainable(cluster, node) : Optional.empty();
    return refused.orElseGet(() -> equipment.loadBalancer().drain(cluster, node, attempt));
  }

  private Optional<StepOutcome> undrainable(String cluster, Node node) {
    if (!strategy.rollsLiveCluster()) {
      return Optional.of(takesProduction(cluster));
    }
    List<NodeState> nodes = equipment.loadBalancer().nodes(cluster);
    int minimum = spec.minimumHealthy(cluster, nodes.size());
    return CapacityGuard.mayDrain(cluster, nodes, List.of(node.name()), minimum)
            instanceof CapacityGuard.Answer.Refused(String reason)
        ? Optional.of(StepOutcome.failed(reason))
        : Optional.empty();
  }

  /**
   * Puts the node back into rotation. One on which nothing is installed cannot become healthy and
   * is not waited for; one that cannot be asked is left to the balancer to judge.
   */
  StepOutcome restore(String cluster, Node node, Attempt attempt) {
    if (isBare(node)) {
      equipment.loadBalancer().restore(cluster, node, new ImpatientAttempt(attempt));
      return StepOutcome.done("in rotation, but nothing is installed: it takes nothing");
    }
    return equipment.loadBalancer().restore(cluster, node, attempt);
  }

  private boolean isBare(Node node) {
    try {
      return clusters.installed(node).isEmpty();
    } catch (PortFailure e) {
      return false;
    }
  }

  StepOutcome install(String cluster, Node node, Version version, Attempt attempt) {
    Optional<StepOutcome> refused = untouchable(cluster, node);
    if (refused.isPresent()) {
      return refused.get();
    }
    StepOutcome outcome = installPatiently(node, version, attempt);
    if (!(outcome instanceof StepOutcome.Done)) {
      return outcome;
    }
    return clusters
        .installed(node)
        .filter(version::equals)
        .map(_ -> outcome)
        .orElseGet(() -> StepOutcome.failed(node + " does not say that it runs " + version));
  }

  /** As often as the lane allows; whoever installs leaves a failed node fit for another try. */
  private StepOutcome installPatiently(Node node, Version version, Attempt attempt) {
    int most = spec.rollout().installAttempts();
    StepOutcome outcome = installer().install(node, version, attempt);
    for (int i = 2; i <= most && outcome instanceof StepOutcome.Failed; i++) {
      attempt.progress(outcome.line() + "; attempt " + i + " of " + most + " follows");
      if (!attempt.pause(BETWEEN_INSTALLS)) {
        return outcome;
      }
      outcome = installer().install(node, version, attempt);
    }
    return outcome;
  }

  StepOutcome uninstall(String cluster, Node node, Attempt attempt) {
    return untouchable(cluster, node).orElseGet(() -> installer().uninstall(node, attempt));
  }

  /** Why the node must be left as it is, where production goes to its cluster. */
  private Optional<StepOutcome> untouchable(String cluster, Node node) {
    if (!isLive(cluster)) {
      return Optional.empty();
    }
    if (!strategy.rollsLiveCluster()) {
      return Optional.of(takesProduction(cluster));
    }
    boolean drained =
        equipment.loadBalancer().nodes(cluster).stream()
            .anyMatch(n -> n.node().equals(node.name()) && n.rotation() == Rotation.DRAINED);
    return drained
        ? Optional.empty()
        : Optional.of(
            StepOutcome.failed(
                node + " is in rotation: somebody else restored it, so it is left as it is"));
  }

  private boolean isLive(String cluster) {
    return equipment.trafficSwitch().read().cluster().equals(cluster);
  }

  private static StepOutcome takesProduction(String cluster) {
    return StepOutcome.failed(
        "production goes to "
            + cluster
            + ": somebody else changed the switch, so its nodes are left as they are");
  }

  private Installer installer() {
    return equipment
        .installer()
        .orElseThrow(() -> new IllegalStateException(spec.lane() + " has no installer"));
  }
}
