package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.RolloutPolicy.AfterSwap;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout.FixedClusters;
import dev.signalbox.topology.Layout.ServerGroups;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says every step that a deployment will take, from the configuration and from what is there now.
 */
final class Planner {
  private final LaneSpec spec;
  private final Equipment equipment;
  private final Clusters clusters;
  private final Optional<KeptCluster> kept;
  private final Maintenance maintenance;

  Planner(LaneSpec spec, Equipment equipment, Optional<KeptCluster> kept, Maintenance maintenance) {
    this.maintenance = maintenance;
    this.spec = spec;
    this.equipment = equipment;
    this.clusters = new Clusters(spec, equipment);
    this.kept = kept;
  }

  /** Plans one deployment; throws a {@code PortFailure} when reality cannot be asked. */
  Planned plan(Version version, Strategy strategy) {
    Optional<Planned> refused = maintenance.refusal();
    if (refused.isPresent()) {
      return refused.get();
    }
    String live = equipment.trafficSwitch().read().cluster();
    return switch (strategy) {
      case BLUE_GREEN -> onFixed(strategy, live, true, (a, b) -> blueGreen(version, a, b));
      case PRIMARY_FIRST -> onFixed(strategy, live, true, (a, b) -> primaryFirst(version, a, b));
      case ROLLING_UPDATE -> onFixed(strategy, live, false, (a, _) -> rolling(version, a));
      case RED_BLACK -> redBlack(version, live);
      case ROLLBACK_SWAP, ROLLBACK_ROLLING ->
          throw new IllegalArgumentException("a rollback is planned by RollbackPlanner");
    };
  }

  private interface FixedPlan {
    Planned plan(Cluster live, Cluster other);
  }

  private Planned onFixed(Strategy strategy, String live, boolean needsTwo, FixedPlan then) {
    if (!(spec.layout() instanceof FixedClusters fixed)) {
      return new Planned.Impossible(
          spec.lane()
              + " is made of server groups: "
              + strategy.word()
              + " needs fixed clusters. Use redblack.");
    }
    Optional<Cluster> serving = fixed.named(live);
    if (serving.isEmpty()) {
      return noCluster(live, "clusters");
    }
    Optional<Cluster> other = fixed.other(live);
    if (needsTwo && other.isEmpty()) {
      return new Planned.Impossible(
          spec.lane() + " has one cluster only: " + strategy.word() + " needs two. Use rolling.");
    }
    return then.plan(serving.get(), other.orElse(serving.get()));
  }

  private Planned noCluster(String live, String kind) {
    return new Planned.Impossible(
        "production of "
            + spec.lane()
            + " goes to '"
            + live
            + "', which is none of its "
            + kind
            + ". Point the switch at one of them first.");
  }

  private Planned blueGreen(Version version, Cluster live, Cluster idle) {
    Optional<Planned> drained = foreignDrain(idle);
    if (drained.isPresent()) {
      return drained.get();
    }
    StepList steps = new StepList().add(Phase.PREPARING, new Action.PrepareSwitch());
    roll(steps, Phase.ROLLING, idle, idle.nodes(), version);
    prove(steps, idle.name(), version);
    swap(steps, live.name(), idle.name(), version);
    if (spec.rollout().afterSwap() == AfterSwap.CONVERGE) {
      converge(steps, live, version);
    }
    steps.add(Phase.UNPREPARING, new Action.UnprepareSwitch());
    List<String> notes = notes(version, live.name());
    kept.filter(k -> k.cluster().equals(idle.name())).ifPresent(k -> notes.add(lossOf(k)));
    notes.add(
        spec.rollout().afterSwap() == AfterSwap.KEEP
            ? "after the swap "
                + live
                + " is kept as it is for "
                + words(spec.rollout().keptFor())
                + ", for an instant /rollback"
            : "after the watch " + live + " is brought to " + version + " too");
    return ready(Strategy.BLUE_GREEN, version, live.name(), idle.name(), steps, notes);
  }

  private Planned primaryFirst(Version version, Cluster primary, Cluster other) {
    Optional<Version> serving = clusters.version(primary.name());
    Optional<Version> beside = clusters.version(other.name());
    if (serving.isEmpty() || !serving.equals(beside)) {
      return new Planned.Impossible(
          "primary first moves traffic to "
              + other
              + " before anything is installed, so both clusters"
              + " must run the same version: "
              + primary
              + " runs "
              + said(serving)
              + ", "
              + other
              + " runs "
              + said(beside)
              + ". Use bluegreen, or converge them first.");
    }
    Optional<Planned> drained = foreignDrain(primary).or(() -> foreignDrain(other));
    if (drained.isPresent()) {
      return drained.get();
    }
    StepList steps =
        new StepList()
            .add(Phase.PREPARING, new Action.PrepareSwitch())
            .add(Phase.SWAPPING_AWAY, new Action.Swap(primary.name(), other.name()))
            .add(Phase.SETTLING_AWAY, new Action.Settle(primary.name()));
    roll(steps, Phase.ROLLING, primary, primary.nodes(), version);
    prove(steps, primary.name(), version);
    swap(steps, other.name(), primary.name(), version);
    converge(steps, other, version);
    steps.add(Phase.UNPREPARING, new Action.UnprepareSwitch());
    List<String> notes = notes(version, primary.name());
    kept.ifPresent(k -> notes.add(lossOf(k)));
    notes.add(
        "two approvals are asked: before traffic leaves " + primary + ", and before it returns");
    return ready(Strategy.PRIMARY_FIRST, version, primary.name(), primary.name(), steps, notes);
  }

  private Planned rolling(Version version, Cluster live) {
    Optional<Planned> drained = foreignDrain(live);
    if (drained.isPresent()) {
      return drained.get();
    }
    int all = live.nodes().size();
    int batch = spec.rollout().batchSize().batchOf(all);
    int minimum = spec.minimumHealthy(live.name(), all);
    if (all - Math.min(batch, all) < minimum) {
      return new Planned.Impossible(
          "rolling takes "
              + batch
              + " of "
              + all
              + " nodes of "
              + live
              + " out at a time, but at least "
              + minimum
              + " must stay healthy. Lower batch-size or minimum-healthy, or use bluegreen.");
    }
    List<Node> there = alreadyOn(version, live);
    List<Node> nodes = live.nodes().stream().filter(node -> !there.contains(node)).toList();
    Node canary = nodes.getFirst();
    StepList steps =
        new StepList()
            .add(Phase.CANARY, new Action.Drain(live.name(), canary))
            .add(
                Phase.CANARY,
                new Action.Install(live.name(), canary, version, clusters.installed(canary)))
            .add(Phase.CANARY, new Action.SmokeNode(live.name(), canary, version))
            .add(Phase.WARMING_UP, new Action.WarmUp(live.name(), version, List.of(canary)))
            .add(Phase.ADMITTING, new Action.Restore(live.name(), canary));
    roll(steps, Phase.ROLLING, live, nodes.subList(1, nodes.size()), version);
    steps.add(Phase.WATCHING, new Action.Watch(live.name(), version, spec.watch().time()));
    List<String> notes = notes(version, live.name());
    there.forEach(node -> notes.add(node + " is on " + version + " already and is left as it is"));
    notes.add(
        "the approval lets the canary " + canary + " take traffic and covers the later batches");
    return ready(Strategy.ROLLING_UPDATE, version, live.name(), live.name(), steps, notes);
  }

  /**
   * What a rolling update leaves out; nothing where all are on it, and it is deployed once more.
   */
  private List<Node> alreadyOn(Version version, Cluster cluster) {
    List<Node> there =
        cluster.nodes().stream()
            .filter(node -> clusters.installed(node).filter(version::equals).isPresent())
            .toList();
    return there.size() == cluster.nodes().size() ? List.of() : there;
  }

  private Planned redBlack(Version version, String live) {
    if (!(spec.layout() instanceof ServerGroups made) || equipment.provisioner().isEmpty()) {
      return new Planned.Impossible(
          spec.lane()
              + " has fixed clusters: redblack needs server groups. Use bluegreen or rolling.");
    }
    List<String> existing = clusters.groups().stream().map(g -> g.cluster().name()).toList();
    if (!existing.contains(live)) {
      return noCluster(live, "server groups");
    }
    return switch (equipment.provisioner().get().resolve(version)) {
      case Resolved.Missing(String reason) -> new Planned.Impossible(reason);
      case Resolved.NameOnly _ -> redBlack(version, live, Optional.empty(), made.size());
      case Resolved.Exactly(String it) -> redBlack(version, live, Optional.of(it), made.size());
    };
  }

  private Planned redBlack(Version version, String live, Optional<String> artifact, int size) {
    List<String> existing = clusters.groups().stream().map(g -> g.cluster().name()).toList();
    String group = freeName(version, existing);
    StepList steps =
        new StepList()
            .add(Phase.PREPARING, new Action.PrepareSwitch())
            .add(Phase.PROVISIONING, new Action.Provision(group, version, artifact, size));
    prove(steps, group, version);
    swap(steps, live, group, version);
    clusters.groups().stream()
        .filter(g -> !g.cluster().name().equals(live))
        .forEach(
            g -> steps.add(Phase.RETIRING, new Action.Retire(g.cluster().name(), g.version())));
    steps.add(Phase.UNPREPARING, new Action.UnprepareSwitch());
    List<String> notes = notes(version, live);
    kept.ifPresent(k -> notes.add(lossOf(k)));
    notes.add(
        "after the swap "
            + live
            + " is kept hot for "
            + words(spec.rollout().keptFor())
            + ", then removed");
    return ready(Strategy.RED_BLACK, version, live, group, steps, notes);
  }

  private String freeName(Version version, List<String> existing) {
    String name = groupName(spec.lane(), version);
    String candidate = name;
    for (int i = 2; existing.contains(candidate); i++) {
      candidate = name + "-" + i;
    }
    return candidate;
  }

  /** What a server group of the version is called where no other one is called so. */
  static String groupName(Lane lane, Version version) {
    String base =
        lane.application()
            + "-"
            + version.text().toLowerCase(java.util.Locale.ROOT).replace('+', '-');
    return base.length() > 58 ? base.substring(0, 58) : base;
  }

  private void roll(
      StepList steps, Phase phase, Cluster cluster, List<Node> nodes, Version version) {
    steps.roll(
        phase,
        cluster.name(),
        nodes,
        spec.rollout().batchSize().batchOf(cluster.nodes().size()),
        version,
        clusters::installed);
  }

  private void prove(StepList steps, String cluster, Version version) {
    steps.add(Phase.SMOKING, new Action.SmokeCluster(cluster, version));
    steps.add(Phase.WARMING_UP, new Action.WarmUp(cluster, version, List.of()));
  }

  private void swap(StepList steps, String from, String to, Version version) {
    steps.add(Phase.SWAPPING, new Action.Swap(from, to));
    steps.add(Phase.SETTLING, new Action.Settle(from));
    steps.add(Phase.WATCHING, new Action.Watch(to, version, spec.watch().time()));
  }

  private void converge(StepList steps, Cluster cluster, Version version) {
    roll(steps, Phase.CONVERGING, cluster, cluster.nodes(), version);
    steps.add(Phase.CONVERGING, new Action.SmokeCluster(cluster.name(), version));
    steps.add(Phase.CONVERGING, new Action.WarmUp(cluster.name(), version, List.of()));
  }

  private Optional<Planned> foreignDrain(Cluster cluster) {
    List<String> drained =
        equipment.loadBalancer().nodes(cluster.name()).stream()
            .filter(n -> n.rotation() == Rotation.DRAINED)
            .map(NodeState::node)
            .toList();
    return drained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Planned.Impossible(
                String.join(", ", drained)
                    + " of "
                    + cluster
                    + " is drained, and not by a deployment that"
                    + " runs. Restore it at the load balancer, find out who drained it, or write it"
                    + " below the lane's maintenance."));
  }

  private List<String> notes(Version version, String live) {
    List<String> notes = new ArrayList<>(maintenance.notes());
    if (clusters.version(live).filter(version::equals).isPresent()) {
      notes.add(version + " is live already, on " + live + ": it is deployed once more");
    }
    equipment
        .trafficSwitch()
        .statedWait()
        .ifPresent(
            w -> notes.add("the switch counts no connections: each settle waits " + words(w)));
    return notes;
  }

  private static String lossOf(KeptCluster kept) {
    return "the kept cluster "
        + kept.cluster()
        + " on "
        + kept.version()
        + " is lost: afterwards /rollback"
        + " cannot go back to "
        + kept.version();
  }

  private Planned ready(
      Strategy strategy,
      Version version,
      String from,
      String to,
      StepList steps,
      List<String> notes) {
    return new Planned.Ready(
        new Plan(
            spec.lane(),
            strategy,
            version,
            clusters.version(from),
            from,
            to,
            steps.steps(),
            notes));
  }

  static String words(java.time.Duration time) {
    long seconds = Objects.requireNonNull(time).toSeconds();
    if (seconds >= 3600 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private static String said(Optional<Version> version) {
    return version.map(Version::text).orElse("different versions");
  }
}
