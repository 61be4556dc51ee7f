package dev.signalbox.simulation;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.SmokeProbe;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.port.WarmUpProbe;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What asks the lane's nodes, and what counts its traffic. */
final class SimProbes implements SmokeProbe, WarmUpProbe, TrafficMeter {
  private final SimLane lane;
  private final Lifeline life;

  SimProbes(SimLane lane, Lifeline life) {
    this.lane = lane;
    this.life = life;
  }

  @Override
  public List<CheckResult> check(
      String target, URI address, Version version, List<SmokeCheck> checks) {
    life.check();
    Optional<Fault> fault = lane.faults.take("smoke " + target);
    if (fault.filter(f -> f == Fault.THROWS).isPresent()) {
      throw new IllegalStateException("a bug in smoke " + target);
    }
    if (fault.filter(f -> f == Fault.BOT_DIES_BEFORE || f == Fault.BOT_DIES_AFTER).isPresent()) {
      throw life.die();
    }
    if (fault.filter(f -> f == Fault.HANGS).isPresent()) {
      lane.faults.hang("smoke " + target, life::isDead);
    }
    boolean well = fault.filter(f -> f != Fault.HANGS).isEmpty() && answers(target, version);
    return checks.stream()
        .map(
            c ->
                new CheckResult(
                    target, c.name(), well, "200", well ? "200" : "500", Duration.ofMillis(3)))
        .toList();
  }

  private boolean answers(String target, Version version) {
    synchronized (lane) {
      List<SimNode> asked =
          lane.clusters.containsKey(target)
              ? lane.nodesOf(target).stream().filter(n -> n.rotation == Rotation.READY).toList()
              : Optional.ofNullable(lane.nodes.get(target)).map(List::of).orElse(List.of());
      return !asked.isEmpty()
          && !lane.failingSmoke.contains(version.text())
          && asked.stream()
              .allMatch(n -> n.healthy() && n.installed.filter(version::equals).isPresent());
    }
  }

  @Override
  public StepOutcome warmUp(
      String cluster, Version version, List<URI> targets, WarmUpPolicy policy, Attempt attempt) {
    life.check();
    return lane.faults
        .take("warm up " + cluster)
        .map(fault -> wrong(cluster, fault, attempt))
        .orElseGet(() -> StepOutcome.done("warm"));
  }

  private StepOutcome wrong(String cluster, Fault fault, Attempt attempt) {
    return switch (fault) {
      case HANGS ->
          lane.faults.hang("warm up " + cluster, () -> attempt.stopRequested() || life.isDead())
              ? StepOutcome.done("warm")
              : new StepOutcome.Stopped("stopped");
      case BOT_DIES_BEFORE, BOT_DIES_AFTER -> throw life.die();
      case THROWS -> throw new IllegalStateException("a bug in warm up " + cluster);
      case FAILS, UNREACHABLE, DONE_BUT_ANSWER_LOST, NOT_DONE_AND_ANSWER_LOST, LIES ->
          StepOutcome.failed("it never gets warm");
    };
  }

  @Override
  public List<Share> since(Instant from) {
    return lane.ask(
        life,
        "read meter",
        () -> {
          String version =
              lane.nodesOf(lane.live).stream()
                  .filter(SimNode::serves)
                  .findFirst()
                  .flatMap(n -> n.installed)
                  .map(Version::text)
                  .orElse("");
          long failed = Math.round(lane.requests * lane.errorRates.getOrDefault(version, 0.0));
          Duration ms = Duration.ofMillis(5);
          return List.of(new Share(lane.live, version, lane.requests, failed, ms, ms, ms));
        });
  }
}
