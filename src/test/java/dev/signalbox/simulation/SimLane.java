package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is true of one lane, apart from the bot: machines, router, groups; and a log of every effect
 * in the order in which it took place.
 */
public final class SimLane {
  final Map<String, Cluster> clusters = new LinkedHashMap<>();
  final Map<String, SimNode> nodes = new LinkedHashMap<>();
  final Map<String, Version> groups = new LinkedHashMap<>();
  final Set<String> unsettled = new HashSet<>();
  final Set<String> failingSmoke = new HashSet<>();
  final Map<String, Double> errorRates = new HashMap<>();
  final Faults faults = new Faults();
  final Promises promises;
  boolean prepared;
  String live;
  long requests = 1000;
  private final boolean madeOfGroups;
  private final List<String> effects = new ArrayList<>();

  /** A lane whose clusters all have the version, with the first one live. */
  SimLane(Layout layout, Version version, Promises promises) {
    this.promises = promises;
    this.madeOfGroups = layout instanceof Layout.ServerGroups;
    switch (layout) {
      case Layout.FixedClusters fixed -> fixed.clusters().forEach(c -> add(c, version));
      case Layout.ServerGroups groups -> make("shop-" + version.text(), version, groups.size());
    }
    this.live = clusters.keySet().iterator().next();
  }

  boolean isMadeOfGroups() {
    return madeOfGroups;
  }

  private void add(Cluster cluster, Version version) {
    clusters.put(cluster.name(), cluster);
    cluster.nodes().forEach(n -> nodes.put(n.name(), new SimNode(n, Optional.of(version))));
  }

  void make(String group, Version version, int size) {
    List<Node> members = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      members.add(node(group + "-" + i));
    }
    add(new Cluster(group, members, URI.create("http://" + group + ".test")), version);
    groups.put(group, version);
  }

  Version versionOf(String group) {
    return Optional.ofNullable(groups.get(group)).orElseThrow();
  }

  void remove(String group) {
    Optional.ofNullable(clusters.remove(group))
        .ifPresent(c -> c.nodes().forEach(n -> nodes.remove(n.name())));
    groups.remove(group);
  }

  /** A node that answers at its own name. */
  static Node node(String name) {
    return new Node(name, URI.create("http://" + name + ".test"));
  }

  List<SimNode> nodesOf(String cluster) {
    return Optional.ofNullable(clusters.get(cluster)).map(Cluster::nodes).orElse(List.of()).stream()
        .map(this::required)
        .toList();
  }

  SimNode required(Node node) {
    return Optional.ofNullable(nodes.get(node.name()))
        .orElseThrow(() -> new PortFailure.Unreachable(node + " is not there", null));
  }

  /** One thing that the site is asked to do, and how that may go wrong. */
  record Change(
      String operation,
      Predicate<Action> intent,
      Supplier<StepOutcome> effect,
      Runnable effectOfFailure) {
    Change(String operation, Predicate<Action> intent, Supplier<StepOutcome> effect) {
      this(operation, intent, effect, () -> {});
    }
  }

  /** Does it, or goes wrong. */
  StepOutcome perform(Lifeline life, Attempt attempt, Change change) {
    life.check();
    String operation = change.operation();
    Optional<Fault> fault;
    synchronized (this) {
      promises.intended(operation, change.intent());
      fault = faults.take(operation);
      if (fault.isEmpty()) {
        return apply(change);
      }
    }
    return switch (fault.get()) {
      case FAILS -> {
        synchronized (this) {
          change.effectOfFailure().run();
        }
        yield StepOutcome.failed(operation + " does not work");
      }
      case UNREACHABLE -> throw new PortFailure.Unreachable("nobody answers: " + operation, null);
      case DONE_BUT_ANSWER_LOST -> {
        apply(change);
        throw new PortFailure.OutcomeUnknown("no answer: " + operation, null);
      }
      case NOT_DONE_AND_ANSWER_LOST ->
          throw new PortFailure.OutcomeUnknown("no answer: " + operation, null);
      case LIES -> StepOutcome.done("well, not really");
      case HANGS ->
          faults.hang(operation, () -> attempt.stopRequested() || life.isDead())
              ? apply(change)
              : new StepOutcome.Stopped("stopped");
      case BOT_DIES_BEFORE -> throw life.die();
      case BOT_DIES_AFTER -> {
        apply(change);
        throw life.die();
      }
      case THROWS -> throw new IllegalStateException("a bug in " + operation);
    };
  }

  private synchronized StepOutcome apply(Change change) {
    int before = effects.size();
    StepOutcome outcome = change.effect().get();
    if (effects.size() == before && outcome instanceof StepOutcome.Done) {
      effects.add(change.operation());
    }
    return outcome;
  }

  /** A question, which changes nothing. */
  synchronized <T> T ask(Lifeline life, String operation, Supplier<T> answer) {
    life.check();
    Optional<Fault> fault = faults.take(operation);
    if (fault.isEmpty()) {
      return answer.get();
    }
    switch (fault.get()) {
      case BOT_DIES_BEFORE, BOT_DIES_AFTER -> throw life.die();
      case THROWS -> throw new IllegalStateException("a bug in " + operation);
      case HANGS -> throw new AssertionError("questions do not hang here: " + operation);
      case FAILS, UNREACHABLE, DONE_BUT_ANSWER_LOST, NOT_DONE_AND_ANSWER_LOST, LIES ->
          throw new PortFailure.Unreachable("nobody answers: " + operation, null);
    }
    throw new AssertionError("every fault throws");
  }

  // What a test sees and does.

  /** What goes wrong here. */
  public Faults faults() {
    return faults;
  }

  /** Every effect so far, in order. */
  public synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  /** Forgets the effects so far. */
  public synchronized void forgetEffects() {
    effects.clear();
  }

  public synchronized String live() {
    return live;
  }

  /** What is installed on every node, by name. */
  public synchronized Map<String, String> installed() {
    Map<String, String> installed = new TreeMap<>();
    nodes.forEach((n, s) -> installed.put(n, s.installed.map(Version::text).orElse("nothing")));
    return installed;
  }

  public synchronized List<String> drained() {
    return nodes.values().stream()
        .filter(n -> n.rotation == Rotation.DRAINED)
        .map(n -> n.node.name())
        .toList();
  }

  public synchronized boolean isPrepared() {
    return prepared;
  }

  public synchronized boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** Somebody else moves production. */
  public synchronized void somebodySwapsTo(String cluster) {
    live = cluster;
  }

  private SimNode named(String node) {
    return required(node(node));
  }

  /** Somebody else drains a node. */
  public synchronized void somebodyDrains(String node) {
    named(node).rotation = Rotation.DRAINED;
  }

  /** Somebody else puts a node back into rotation. */
  public synchronized void somebodyRestores(String node) {
    named(node).rotation = Rotation.READY;
  }

  /** Somebody else installs a version on a node. */
  public synchronized void somebodyInstalls(String version, String node) {
    named(node).installed = Optional.of(new Version(version));
  }

  /** A node falls ill or recovers. */
  public synchronized void isIll(String node, boolean ill) {
    named(node).ill = ill;
  }

  /** A version fails its smoke tests from now on, or not any more. */
  public synchronized void failsSmoke(String version, boolean fails) {
    if (fails) {
      failingSmoke.add(version);
    } else {
      failingSmoke.remove(version);
    }
  }

  /** A version answers this share of production's requests with errors. */
  public synchronized void errs(String version, double share) {
    errorRates.put(version, share);
  }

  /** Production sends so many requests. */
  public synchronized void requests(long number) {
    requests = number;
  }
}
