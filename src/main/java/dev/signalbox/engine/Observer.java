package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate.Evidence;
import dev.signalbox.deployment.Gate.Finding;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.StepEnded;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the world for people: what a gate shows, and what is where when they have to decide. */
final class Observer {
  private static final String WATCH = "watch";

  private final Equipment equipment;
  private final Clusters clusters;
  private final CheckSteps checks;
  private final Maintenance maintenance;
  private final InstantSource clock;

  Observer(
      LaneSpec spec,
      Equipment equipment,
      CheckSteps checks,
      Maintenance maintenance,
      InstantSource clock) {
    this.maintenance = maintenance;
    this.equipment = equipment;
    this.clusters = new Clusters(spec, equipment);
    this.checks = checks;
    this.clock = clock;
  }

  /** The evidence of the gate that the deployment is in or may enter, asked now. */
  Evidence evidence(Deployment d, Phase gate, List<JournalEntry> journal) {
    // Its time is that of its oldest finding.
    Instant began = clock.instant();
    List<Finding> findings = new ArrayList<>();
    if (gate == Phase.JUDGING) {
      watchResult(journal).ifPresent(findings::add);
      findings.add(liveFinding(served(d)));
    } else {
      smoke(d, gate).ifPresent(findings::add);
      findings.add(liveFinding(serving(d, gate)));
      findings.add(readiness(d, gate));
    }
    maintenance.finding().ifPresent(findings::add);
    Optional<WarmUpReport> warmUp = warmUp(journal);
    warmUp.ifPresent(w -> findings.add(new Finding("warm-up", true, words(w))));
    // What the watch found is what people judge; that somebody moved the switch is not.
    boolean holds = findings.stream().allMatch(f -> f.good() || f.subject().equals(WATCH));
    return new Evidence(holds, findings, warmUp, began);
  }

  /** What is where, a line for the switch and one for each node; never throws. */
  List<String> standing(Deployment d) {
    List<String> lines = new ArrayList<>();
    try {
      lines.add("production goes to " + equipment.trafficSwitch().read().cluster());
    } catch (PortFailure e) {
      lines.add("the switch cannot be read: " + e.reason());
    }
    for (String cluster : List.of(d.plan().from(), d.plan().to()).stream().distinct().toList()) {
      try {
        clusters
            .find(cluster)
            .ifPresentOrElse(c -> nodes(c, lines), () -> lines.add(cluster + " is not there"));
      } catch (PortFailure e) {
        lines.add(cluster + " cannot be read: " + e.reason());
      }
    }
    return lines;
  }

  /** The version that production gets now; empty when it cannot be read or is mixed. */
  Optional<Version> liveVersion() {
    try {
      return clusters.version(equipment.trafficSwitch().read().cluster());
    } catch (PortFailure e) {
      return Optional.empty();
    }
  }

  /** The traffic since the deployment was asked for, in words; empty when it cannot be read. */
  String traffic(Deployment d) {
    try {
      return TrafficWords.of(
          equipment.meter().since(d.requestedAt()),
          equipment.meter().since(clock.instant().minusSeconds(2)));
    } catch (PortFailure e) {
      return "";
    }
  }

  private void nodes(Cluster cluster, List<String> lines) {
    List<NodeState> states = equipment.loadBalancer().nodes(cluster.name());
    for (Node node : cluster.nodes()) {
      String version = installed(node);
      String state =
          states.stream()
              .filter(s -> s.node().equals(node.name()))
              .findFirst()
              .map(
                  s ->
                      (s.rotation() == dev.signalbox.port.LoadBalancer.Rotation.READY
                              ? "in rotation"
                              : "drained")
                          + (s.healthy() ? "" : ", unhealthy"))
              .orElse("unknown to the load balancer");
      lines.add(node + ": " + version + ", " + state);
    }
  }

  private String installed(Node node) {
    try {
      return clusters.installed(node).map(Version::text).orElse("nothing installed");
    } catch (PortFailure e) {
      return "not reachable";
    }
  }

  private Optional<Finding> smoke(Deployment d, Phase gate) {
    if (gate == Phase.GATE_AWAY) {
      return Optional.of(smoke(other(d), d.plan().before().orElse(d.plan().version())));
    }
    if (d.plan().strategy() == Strategy.ROLLING_UPDATE) {
      return canary(d).map(n -> finding(checks.once(n, d.plan().version()), n.name()));
    }
    return Optional.of(smoke(d.plan().to(), d.plan().version()));
  }

  private Finding smoke(String cluster, Version version) {
    try {
      return clusters
          .find(cluster)
          .map(c -> finding(checks.once(c, version), cluster))
          .orElseGet(() -> new Finding("smoke", false, cluster + " is not there"));
    } catch (PortFailure e) {
      return new Finding("smoke", false, e.reason());
    }
  }

  private static Finding finding(List<CheckResult> results, String target) {
    long failed = CheckSteps.failed(results);
    String first =
        results.stream()
            .filter(r -> !r.passed())
            .findFirst()
            .map(
                r ->
                    "; "
                        + r.target()
                        + " "
                        + r.check()
                        + ": expected "
                        + r.expected()
                        + ", seen "
                        + r.seen())
            .orElse("");
    String line =
        (results.size() - failed) + " of " + results.size() + " checks pass on " + target + first;
    return new Finding("smoke", failed == 0, line);
  }

  private Finding liveFinding(String expected) {
    try {
      String live = equipment.trafficSwitch().read().cluster();
      return live.equals(expected)
          ? new Finding("switch", true, "production goes to " + live)
          : new Finding(
              "drift",
              false,
              "production goes to "
                  + live
                  + ", expected "
                  + expected
                  + ": somebody else changed the switch");
    } catch (PortFailure e) {
      return new Finding("switch", false, "the switch cannot be read: " + e.reason());
    }
  }

  /** Whether what serves now could serve again after the swap, or what is to serve is able to. */
  private Finding readiness(Deployment d, Phase gate) {
    String cluster = serving(d, gate);
    try {
      List<NodeState> nodes = equipment.loadBalancer().nodes(cluster);
      long serve = nodes.stream().filter(NodeState::serves).count();
      boolean canaryOut = d.plan().strategy() == Strategy.ROLLING_UPDATE;
      boolean ready = serve >= nodes.size() - (canaryOut ? 1 : 0) && serve > 0;
      String on = d.plan().before().map(v -> " on " + v).orElse("");
      return new Finding(
          "rollback", ready, cluster + on + " healthy " + serve + "/" + nodes.size());
    } catch (PortFailure e) {
      return new Finding("rollback", false, e.reason());
    }
  }

  /** The cluster that production is to go to while this gate waits. */
  static String serving(Deployment d, Phase gate) {
    Phase swap = gate == Phase.GATE_AWAY ? Phase.SWAPPING_AWAY : Phase.SWAPPING;
    return swapOf(d, swap).map(Action.Swap::from).orElse(d.plan().from());
  }

  private static String served(Deployment d) {
    return swapOf(d, Phase.SWAPPING).map(Action.Swap::to).orElse(d.plan().to());
  }

  private static String other(Deployment d) {
    return swapOf(d, Phase.SWAPPING_AWAY).map(Action.Swap::to).orElse(d.plan().to());
  }

  private static Optional<Action.Swap> swapOf(Deployment d, Phase phase) {
    return d.plan().stepsOf(phase).stream()
        .map(Step::action)
        .filter(Action.Swap.class::isInstance)
        .map(Action.Swap.class::cast)
        .findFirst();
  }

  static Optional<Node> canary(Deployment d) {
    return d.plan().stepsOf(Phase.ADMITTING).stream()
        .map(Step::action)
        .filter(Action.Restore.class::isInstance)
        .map(a -> ((Action.Restore) a).node())
        .findFirst();
  }

  private static Optional<Finding> watchResult(List<JournalEntry> journal) {
    return journal.reversed().stream()
        .filter(
            e ->
                e.event() instanceof StepEnded ended
                    && ended.step().action() instanceof Action.Watch)
        .findFirst()
        .map(e -> new Finding(WATCH, false, ((StepEnded) e.event()).outcome().line()));
  }

  private static Optional<WarmUpReport> warmUp(List<JournalEntry> journal) {
    return journal.reversed().stream()
        .filter(
            e ->
                e.event() instanceof StepEnded(int _, Step _, int _, StepOutcome.Done done)
                    && done.warmUp().isPresent())
        .findFirst()
        .flatMap(e -> ((StepOutcome.Done) ((StepEnded) e.event()).outcome()).warmUp());
  }

  private static String words(WarmUpReport w) {
    return String.format(
            java.util.Locale.ROOT,
            "%,d requests, %,d errors; p50 %d ms, p95 %d ms, p99 %d ms; p95 of the first window %d"
                + " ms, of the last %d ms",
            w.requests(),
            w.errors(),
            w.all().p50().toMillis(),
            w.all().p95().toMillis(),
            w.all().p99().toMillis(),
            w.first().p95().toMillis(),
            w.last().p95().toMillis())
        + w.throughput().map(it -> "; " + it.words()).orElse("");
  }
}
