package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says how a lane can go back after a deployment has ended, or why it cannot. */
final class RollbackPlanner {
  private final LaneSpec spec;
  private final Equipment equipment;
  private final Clusters clusters;
  private final Maintenance maintenance;

  RollbackPlanner(LaneSpec spec, Equipment equipment, Maintenance maintenance) {
    this.maintenance = maintenance;
    this.spec = spec;
    this.equipment = equipment;
    this.clusters = new Clusters(spec, equipment);
  }

  /**
   * Plans the way back.
   *
   * @param last the newest deployment that left something behind, empty where there was none
   * @param kept the lane's kept cluster
   */
  Planned plan(Optional<Deployment> last, Optional<KeptCluster> kept, Instant now) {
    boolean rolled =
        last.filter(d -> d.plan().strategy() == Strategy.ROLLING_UPDATE && d.succeeded())
            .isPresent();
    if (rolled) {
      return rolling(last.get());
    }
    if (kept.isEmpty()) {
      return new Planned.Impossible(
          spec.lane()
              + " has no kept cluster to go back to. Deploy the version that you want instead.");
    }
    if (!now.isBefore(kept.get().expiresAt())) {
      return new Planned.Impossible(
          "the kept cluster "
              + kept.get().cluster()
              + " on "
              + kept.get().version()
              + " expired at "
              + kept.get().expiresAt()
              + ". Deploy "
              + kept.get().version()
              + " instead.");
    }
    return swap(kept.get());
  }

  private Planned swap(KeptCluster kept) {
    String live = equipment.trafficSwitch().read().cluster();
    if (live.equals(kept.cluster())) {
      return new Planned.Impossible(
          "production of " + spec.lane() + " goes to " + live + " already.");
    }
    Optional<Planned> refused = maintenance.refusal(List.of(kept.cluster()));
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<String> unready = unready(kept);
    if (unready.isPresent()) {
      return new Planned.Impossible(
          unready.get() + ". Mend that, or deploy " + kept.version() + " instead.");
    }
    StepList steps =
        new StepList()
            .add(Phase.CHECKING, new Action.CheckKept(kept.cluster(), kept.version()))
            .add(Phase.SWAPPING_BACK, new Action.Swap(live, kept.cluster()))
            .add(Phase.SETTLING_BACK, new Action.Settle(live));
    Plan plan =
        new Plan(
            spec.lane(),
            Strategy.ROLLBACK_SWAP,
            kept.version(),
            clusters.version(live),
            live,
            kept.cluster(),
            steps.steps(),
            notes());
    return new Planned.Ready(plan);
  }

  /** Why production cannot go back to the kept cluster as it is now. */
  private Optional<String> unready(KeptCluster kept) {
    List<NodeState> nodes = equipment.loadBalancer().nodes(kept.cluster());
    long serve = nodes.stream().filter(NodeState::serves).count();
    if (nodes.isEmpty() || serve < nodes.size()) {
      return Optional.of(
          "the kept cluster "
              + kept.cluster()
              + " is not ready: "
              + serve
              + " of "
              + nodes.size()
              + " nodes serve");
    }
    return clusters.version(kept.cluster()).filter(kept.version()::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            "the kept cluster "
                + kept.cluster()
                + " does not run "
                + kept.version()
                + " on every node any more");
  }

  private Planned rolling(Deployment last) {
    String live = equipment.trafficSwitch().read().cluster();
    if (!live.equals(last.plan().to())) {
      return new Planned.Impossible(
          last.id()
              + " rolled "
              + last.plan().to()
              + ", but production goes to "
              + live
              + " by now: somebody else changed the switch.");
    }
    Optional<Version> before = last.plan().before();
    Optional<Cluster> cluster = clusters.find(last.plan().to());
    if (before.isEmpty() || cluster.isEmpty()) {
      return new Planned.Impossible(
          "it is not known what ran on "
              + last.plan().to()
              + " before "
              + last.id()
              + ". Deploy the version that you want instead.");
    }
    List<Node> nodes = cluster.get().nodes().reversed();
    StepList steps =
        new StepList()
            .roll(
                Phase.ROLLING,
                cluster.get().name(),
                nodes,
                spec.rollout().batchSize().batchOf(nodes.size()),
                before.get(),
                clusters::installed);
    Plan plan =
        new Plan(
            spec.lane(),
            Strategy.ROLLBACK_ROLLING,
            before.get(),
            Optional.of(last.plan().version()),
            cluster.get().name(),
            cluster.get().name(),
            steps.steps(),
            notes());
    return new Planned.Ready(plan);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(maintenance.notes());
    notes.add("afterwards the lane is held until somebody says /release");
    return notes;
  }
}
