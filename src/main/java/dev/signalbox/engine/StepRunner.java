package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.RolloutPolicy.Timeouts;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one step. Every case first asks reality or is idempotent by its port's contract, so a step
 * that a crash cut short is simply run again (promise 4).
 */
final class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
  private static final int TRIES = 4;
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
  private static final Duration NO_LIMIT = Duration.ofHours(1);

  /**
   * Where and when a step runs.
   *
   * @param began when it first began, also when that was before a restart
   * @param resumed whether an earlier process may have asked for its effect already
   */
  record Run(
      Deployment deployment, Instant began, boolean resumed, SwapSteps.Journaled journaled) {}

  private final LaneSpec spec;
  private final Equipment equipment;
  private final Clusters clusters;
  private final CheckSteps checks;
  private final WatchSteps watches;
  private final SwapSteps swaps;

  StepRunner(
      LaneSpec spec, Equipment equipment, CheckSteps checks, WatchSteps watches, SwapSteps swaps) {
    this.spec = spec;
    this.equipment = equipment;
    this.clusters = new Clusters(spec, equipment);
    this.checks = checks;
    this.watches = watches;
    this.swaps = swaps;
  }

  /** The longest time that the action may take. */
  Duration timeout(Action action) {
    Timeouts timeouts = spec.rollout().timeouts();
    return switch (action) {
      case Action.Drain _, Action.Restore _ -> timeouts.drain();
      case Action.Install _, Action.Uninstall _, Action.Provision _, Action.Retire _ ->
          timeouts.install();
      case Action.Settle _, Action.PrepareSwitch _, Action.UnprepareSwitch _ -> timeouts.settle();
      case Action.WarmUp _ -> spec.warmUp().timeout();
      case Action.Swap _, Action.CheckKept _ -> timeouts.drain();
      case Action.SmokeNode _, Action.SmokeCluster _ -> NO_LIMIT;
      case Action.Watch watch -> watch.time().plus(spec.watch().swapBackAfter()).plus(NO_LIMIT);
    };
  }

  /** Does it; outages become outcomes, and nothing is thrown. */
  StepOutcome run(Action action, Attempt attempt, Run run) {
    try {
      return switch (action) {
        case Action.Swap(String from, String to) -> swaps.swap(from, to, attempt, run);
        default -> again(attempt, () -> once(action, attempt, run));
      };
    } catch (RuntimeException e) {
      LOG.error("{} of {} ended with an exception", action.label(), run.deployment().id(), e);
      return new StepOutcome.Unknown(
          action.label()
              + " met an error inside Signalbox ("
              + e.getClass().getSimpleName()
              + "); the log has it");
    }
  }

  private StepOutcome once(Action action, Attempt attempt, Run run) {
    NodeSteps nodes = new NodeSteps(spec, equipment, run.deployment().plan().strategy());
    return switch (action) {
      case Action.PrepareSwitch _ -> equipment.trafficSwitch().prepare(attempt);
      case Action.UnprepareSwitch _ -> equipment.trafficSwitch().unprepare(attempt);
      case Action.Drain(String cluster, Node node) -> nodes.drain(cluster, node, attempt);
      case Action.Restore(String cluster, Node node) -> nodes.restore(cluster, node, attempt);
      case Action.Install(String cluster, Node node, Version version, var _) ->
          nodes.install(cluster, node, version, attempt);
      case Action.Uninstall(String cluster, Node node) -> nodes.uninstall(cluster, node, attempt);
      case Action.SmokeNode(String _, Node node, Version version) ->
          checks.node(node, version, attempt);
      case Action.SmokeCluster(String cluster, Version version) ->
          checks.cluster(required(cluster), version, attempt);
      case Action.WarmUp(String cluster, Version version, List<Node> only) ->
          warmUp(required(cluster), version, only, attempt);
      case Action.Provision(String group, Version version, var artifact, int size) ->
          provisioner()
              .provision(
                  new Provisioner.Wanted(
                      group, version, artifact, size, Optional.of(run.deployment().id())),
                  attempt);
      case Action.Retire(String group, Version _) -> retire(group, attempt);
      case Action.Settle(String old) -> equipment.trafficSwitch().settle(old, attempt);
      case Action.Watch watch ->
          watches.watch(watch, run.deployment().plan().from(), attempt, run.began());
      case Action.CheckKept(String cluster, Version version) ->
          checkKept(cluster, version, attempt);
      case Action.Swap _ -> throw new IllegalStateException("swaps are not simply repeated");
    };
  }

  /** Runs idempotent work again, with back-off, while the other side cannot be reached. */
  private StepOutcome again(Attempt attempt, Supplier<StepOutcome> work) {
    Duration backOff = FIRST_BACK_OFF;
    boolean lost = false;
    for (int i = 1; ; i++) {
      try {
        return work.get();
      } catch (PortFailure failure) {
        // An answer that was lost stays lost when nobody answers the next question either.
        lost |= failure instanceof PortFailure.OutcomeUnknown;
        if (i == TRIES || !attempt.pause(backOff)) {
          String reason = failure.reason() + " (asked " + i + (i == 1 ? " time)" : " times)");
          return lost ? new StepOutcome.Unknown(reason) : StepOutcome.failed(reason);
        }
        attempt.progress("trying again: " + failure.reason());
        backOff = backOff.multipliedBy(2);
      }
    }
  }

  private StepOutcome warmUp(Cluster cluster, Version version, List<Node> only, Attempt attempt) {
    List<URI> targets =
        (only.isEmpty() ? cluster.nodes() : only).stream().map(Node::address).toList();
    return equipment
        .probes()
        .warmUp()
        .warmUp(cluster.name(), version, targets, spec.warmUp(), attempt);
  }

  private StepOutcome retire(String group, Attempt attempt) {
    if (equipment.trafficSwitch().read().cluster().equals(group)) {
      return StepOutcome.failed(group + " is live: it is not removed");
    }
    return provisioner().retire(group, attempt);
  }

  private StepOutcome checkKept(String name, Version version, Attempt attempt) {
    Cluster cluster = required(name);
    long serving =
        equipment.loadBalancer().nodes(name).stream()
            .filter(LoadBalancer.NodeState::serves)
            .count();
    if (serving < cluster.nodes().size()) {
      return StepOutcome.failed(
          name + " is not ready: " + serving + " of " + cluster.nodes().size() + " nodes serve");
    }
    if (!clusters.version(name).filter(version::equals).isPresent()) {
      return StepOutcome.failed(name + " does not run " + version + " on every node any more");
    }
    return checks.cluster(cluster, version, attempt);
  }

  private Cluster required(String name) {
    return clusters
        .find(name)
        .orElseThrow(() -> new PortFailure.Unreachable("cluster " + name + " is not there", null));
  }

  private Provisioner provisioner() {
    return equipment
        .provisioner()
        .orElseThrow(() -> new IllegalStateException(spec.lane() + " has no provisioner"));
  }
}
