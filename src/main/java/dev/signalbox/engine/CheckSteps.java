package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.SmokePolicy;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that judge and change nothing: smoke checks and the watch. */
final class CheckSteps {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final LaneSpec spec;
  private final Equipment equipment;
  private final InstantSource clock;

  CheckSteps(LaneSpec spec, Equipment equipment, InstantSource clock) {
    this.spec = spec;
    this.equipment = equipment;
    this.clock = clock;
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

  /** Asks every check once: what a gate does again and again while it waits. */
  List<CheckResult> once(Cluster cluster, Version version) {
    List<CheckResult> results = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      results.addAll(ask(node.name(), node.address(), version, spec.smoke().node()));
    }
    results.addAll(ask(cluster.name(), cluster.entrance(), version, spec.smoke().cluster()));
    return results;
  }

  /** Asks one node's checks once. */
  List<CheckResult> once(Node node, Version version) {
    return ask(node.name(), node.address(), version, spec.smoke().node());
  }

  /** Judges production traffic until its verdict is clear or the time is over. */
  StepOutcome watch(Action.Watch watch, Attempt attempt, Instant began) {
    Instant end = began.plus(watch.time());
    while (true) {
      boolean over = !clock.instant().isBefore(end);
      WatchVerdict verdict =
          WatchJudge.judge(spec.watch(), shares(began), watch.cluster(), watch.version(), over);
      switch (verdict) {
        case WatchVerdict.Passed(String line) -> {
          return StepOutcome.done(line);
        }
        case WatchVerdict.Failed(String reason) -> {
          return StepOutcome.failed(reason);
        }
        case WatchVerdict.Inconclusive(String reason) -> {
          return new StepOutcome.Inconclusive(reason);
        }
        case WatchVerdict.GoesOn _ -> {
          attempt.pause(shorter(end));
          if (attempt.stopRequested()) {
            return new StepOutcome.Stopped("the watch was stopped");
          }
        }
      }
    }
  }

  private Duration shorter(Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return left.compareTo(LOOK_EVERY) < 0 ? left.plusMillis(1) : LOOK_EVERY;
  }

  /**
   * What the meter says; a meter that cannot be reached has seen nothing, which is inconclusive.
   */
  private List<Share> shares(Instant from) {
    try {
      return equipment.meter().since(from);
    } catch (PortFailure e) {
      return List.of();
    }
  }

  private List<CheckResult> patiently(
      String target, URI address, Version version, List<SmokeCheck> checks, Attempt attempt) {
    SmokePolicy policy = spec.smoke();
    List<CheckResult> results = ask(target, address, version, checks);
    for (int i = 1; i < policy.attempts() && failed(results) > 0; i++) {
      if (!attempt.pause(policy.pause())) {
        break;
      }
      results = ask(target, address, version, checks);
    }
    return results;
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
