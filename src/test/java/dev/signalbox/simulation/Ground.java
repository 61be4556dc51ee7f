package dev.signalbox.simulation;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.ApprovalPolicy;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.access.Role;
import dev.signalbox.access.StagePolicy;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.NodeAmount;
import dev.signalbox.deployment.RolloutPolicy;
import dev.signalbox.deployment.RolloutPolicy.AfterSwap;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.SmokePolicy;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How the lane of a trial is configured, and who may do what there; said before the trial. */
public final class Ground {
  /** The lane of every trial. */
  public static final Lane LANE = Lane.of("shop", "production");

  private final List<Lane> others = new ArrayList<>();
  private Strategy strategy = Strategy.BLUE_GREEN;
  private int nodes = 2;
  private int clusters = 2;
  private NodeAmount batch = new NodeAmount.Nodes(1);
  private int installAttempts = 1;
  private NodeAmount minimum = new NodeAmount.Nodes(1);
  private AfterSwap afterSwap = AfterSwap.KEEP;
  private WatchPolicy.OnFailure onFailure = WatchPolicy.OnFailure.SWAP_BACK;
  private Duration swapBackAfter = Duration.ZERO;
  private final Map<String, List<String>> down = new HashMap<>();
  private int approvals = 1;
  private boolean typedOnly;
  private boolean requesterCounts;
  private Duration recheckEvery = Duration.ofHours(12);
  private Set<String> approvers = Set.of("ann", "bob", "cid", "dora");

  private Ground() {}

  /** Two clusters of two nodes, one approval. */
  public static Ground of(Strategy strategy) {
    Ground ground = new Ground();
    ground.strategy = strategy;
    return ground;
  }

  public Ground nodes(int number) {
    nodes = number;
    return this;
  }

  public Ground clusters(int number) {
    clusters = number;
    return this;
  }

  public Ground batch(int size) {
    return batch(new NodeAmount.Nodes(size));
  }

  public Ground batch(NodeAmount size) {
    batch = size;
    return this;
  }

  public Ground installAttempts(int number) {
    installAttempts = number;
    return this;
  }

  public Ground minimumHealthy(int number) {
    return minimumHealthy(new NodeAmount.Nodes(number));
  }

  public Ground minimumHealthy(NodeAmount amount) {
    minimum = amount;
    return this;
  }

  public Ground converging() {
    afterSwap = AfterSwap.CONVERGE;
    return this;
  }

  public Ground askingWhenTheWatchFails() {
    onFailure = WatchPolicy.OnFailure.ASK;
    return this;
  }

  public Ground freezingWhenTheWatchFails() {
    onFailure = WatchPolicy.OnFailure.FREEZE;
    return this;
  }

  /** How long people have to stop a swap back, or to hasten it. */
  public Ground swapBackAfter(Duration time) {
    swapBackAfter = time;
    return this;
  }

  /** A node that is down for maintenance. */
  public Ground down(String cluster, String node) {
    down.put(cluster, List.of(node));
    return this;
  }

  public Ground approvals(int number) {
    approvals = number;
    return this;
  }

  public Ground typedOnly() {
    typedOnly = true;
    return this;
  }

  public Ground requesterCounts() {
    requesterCounts = true;
    return this;
  }

  /** Looks at the waiting gate's evidence all the time. */
  public Ground recheckingAllTheTime() {
    recheckEvery = Duration.ofMillis(10);
    return this;
  }

  /** Other lanes, made alike. */
  public Ground also(Lane... lanes) {
    others.addAll(List.of(lanes));
    return this;
  }

  public Ground approvers(String... names) {
    approvers = Set.of(names);
    return this;
  }

  /** Whether the live cluster itself is rolled. */
  public boolean isRolling() {
    return strategy.rollsLiveCluster();
  }

  Strategy strategy() {
    return strategy;
  }

  List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>(List.of(LANE));
    lanes.addAll(others);
    return lanes;
  }

  /** Every lane's configuration. */
  public LaneSpecs specs() {
    return new LaneSpecs(lanes().stream().map(this::spec).toList());
  }

  /** The configuration of one lane. */
  public LaneSpec spec(Lane lane) {
    return new LaneSpec(
        lane,
        inService(),
        new RolloutPolicy(
            strategy,
            batch,
            minimum,
            installAttempts,
            afterSwap,
            Duration.ofHours(1),
            new RolloutPolicy.Timeouts(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10))),
        new SmokePolicy(
            List.of(check("health")),
            List.of(check("front")),
            2,
            Duration.ofSeconds(1),
            recheckEvery),
        new WarmUpPolicy(
            List.of(),
            new WarmUpPolicy.Load.InTurn(10, 1),
            Duration.ofSeconds(1),
            0,
            Duration.ofMinutes(1),
            Optional.empty()),
        new WatchPolicy(
            Duration.ofSeconds(3), 0.05, Duration.ofSeconds(1), 10, onFailure, swapBackAfter),
        down);
  }

  /** What there is, also what is down for maintenance. */
  Layout layout() {
    if (strategy == Strategy.RED_BLACK) {
      return new Layout.ServerGroups(nodes);
    }
    return new Layout.FixedClusters(
        List.of(cluster("blue"), cluster("green")).subList(0, clusters));
  }

  private Cluster cluster(String name) {
    List<Node> members = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      members.add(SimLane.node(name + "-" + i));
    }
    return new Cluster(name, members, URI.create("http://" + name + ".test"));
  }

  private Layout inService() {
    return switch (layout()) {
      case Layout.ServerGroups groups -> groups;
      case Layout.FixedClusters fixed ->
          new Layout.FixedClusters(fixed.clusters().stream().map(this::inService).toList());
    };
  }

  private Cluster inService(Cluster cluster) {
    List<Node> members = new ArrayList<>(cluster.nodes());
    members.removeIf(it -> down.getOrDefault(cluster.name(), List.of()).contains(it.name()));
    return new Cluster(cluster.name(), members, cluster.entrance());
  }

  private static SmokeCheck check(String name) {
    return new SmokeCheck.Tcp(
        new SmokeCheck.Common(name, Duration.ofSeconds(1), OptionalInt.empty(), true),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The rules of every stage. */
  public AccessRules access() {
    List<Person> people = new ArrayList<>();
    for (String name : List.of("ann", "bob", "cid", "dora")) {
      Set<String> groups = approvers.contains(name) ? Set.of("team", "approvers") : Set.of("team");
      Set<Identity> accounts =
          Set.of(new Identity("slack", name), new Identity("discord", name + "-too"));
      people.add(new Person(name, groups, accounts));
    }
    people.add(new Person("vic", Set.of("visitors"), Set.of(new Identity("slack", "vic"))));
    Set<String> team = Set.of("team");
    StagePolicy policy =
        new StagePolicy(
            Map.of(
                Role.DEPLOY, team,
                Role.APPROVE, Set.of("approvers"),
                Role.ROLL_BACK, team,
                Role.ABORT, team,
                Role.HOLD, team,
                Role.READ, Set.of("team", "visitors")),
            new ApprovalPolicy(
                approvals,
                requesterCounts,
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                typedOnly));
    Map<Stage, StagePolicy> policies = new HashMap<>();
    lanes().forEach(lane -> policies.put(lane.stage(), policy));
    return new AccessRules(new People(people), policies, List.of("cid"));
  }
}
