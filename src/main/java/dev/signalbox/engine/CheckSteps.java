package dev.signalbox.engine;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The steps that judge and change nothing: smoke checks. */
final class CheckSteps {
  private final LaneSpec spec;
  private final Equipment equipment;

  CheckSteps(LaneSpec spec, Equipment equipment) {
    this.spec = spec;
    this.equipment = equipment;
  }

  /** Smoke-checks one node, each failing check as often as the policy says. */
  StepOutcome node(Node node, Version version, Attempt attempt) {
    return outcome(patiently(node.name(), node.address(), version, spec.smoke().node(), attempt));
  }

  /** Smoke-checks every node, and the cluster through its entrance. */
  StepOutcome cluster(Cluster cluster, Version version, Attempt attempt) {
    List<CheckResult> results = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      results.addAll(patiently(node.name(), node.address(), version, spec.smoke().node(), attempt));
    }
    results.addAll(
        patiently(cluster.name(), cluster.entrance(), version, spec.smoke().cluster(), attempt));
    return outcome(results);
  }

  /**
   * Asks once every check that may be repeated: what a gate does again and again while it waits.
   */
  List<CheckResult> once(Cluster cluster, Version version) {
    List<CheckResult> results = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      results.addAll(atGate(node.name(), node.address(), version, spec.smoke().node()));
    }
    results.addAll(atGate(cluster.name(), cluster.entrance(), version, spec.smoke().cluster()));
    return results;
  }

  /** Asks once those of one node's checks that may be repeated. */
  List<CheckResult> once(Node node, Version version) {
    return atGate(node.name(), node.address(), version, spec.smoke().node());
  }

  /** Checks that failed are tried again, each as often as it says; those that passed are not. */
  private List<CheckResult> patiently(
      String target, URI address, Version version, List<SmokeCheck> checks, Attempt attempt) {
    List<CheckResult> results = new ArrayList<>(ask(target, address, version, checks));
    for (int tried = 1; anyAgain(checks, results, tried); tried++) {
      if (!attempt.pause(spec.smoke().pause())) {
        break;
      }
      for (int i = 0; i < checks.size(); i++) {
        if (isAgain(checks.get(i), results.get(i), tried)) {
          results.set(i, ask(target, address, version, List.of(checks.get(i))).getFirst());
        }
      }
    }
    return results;
  }

  private boolean anyAgain(List<SmokeCheck> checks, List<CheckResult> results, int tried) {
    return IntStream.range(0, checks.size())
        .anyMatch(i -> isAgain(checks.get(i), results.get(i), tried));
  }

  private boolean isAgain(SmokeCheck check, CheckResult result, int tried) {
    return !result.passed() && tried < check.common().attempts().orElse(spec.smoke().attempts());
  }

  private List<CheckResult> atGate(
      String target, URI address, Version version, List<SmokeCheck> checks) {
    List<SmokeCheck> repeated = checks.stream().filter(it -> it.common().atGate()).toList();
    return ask(target, address, version, repeated);
  }

  private List<CheckResult> ask(
      String target, URI address, Version version, List<SmokeCheck> checks) {
    return checks.isEmpty()
        ? List.of()
        : equipment.probes().smoke().check(target, address, version, checks);
  }

  static long failed(List<CheckResult> results) {
    return results.stream().filter(r -> !r.passed()).count();
  }

  private static StepOutcome outcome(List<CheckResult> results) {
    Optional<CheckResult> first = results.stream().filter(r -> !r.passed()).findFirst();
    if (first.isPresent()) {
      CheckResult r = first.get();
      return new StepOutcome.Failed(
          failed(results)
              + " of "
              + results.size()
              + " smoke checks failed; first: "
              + r.target()
              + " "
              + r.check()
              + ": expected "
              + r.expected()
              + ", seen "
              + r.seen(),
          results);
    }
    String line =
        results.isEmpty()
            ? "no smoke checks are configured"
            : results.size() + " of " + results.size() + " smoke checks passed";
    return new StepOutcome.Done(line, results, Optional.empty());
  }
}
