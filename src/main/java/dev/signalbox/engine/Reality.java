package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.JournalEvent.ApprovalConsumed;
import dev.signalbox.deployment.Phase;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Asks the router what became of a forward swap (promise 4). */
final class Reality {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Stores stores;
  private final LaneTools tools;
  private final EngineTime time;

  Reality(Stores stores, LaneTools tools, EngineTime time) {
    this.stores = stores;
    this.tools = tools;
    this.time = time;
  }

  /**
   * Which guards about the swap hold, for the phase that the deployment is or rested in.
   *
   * @return empty when the router cannot be asked
   */
  Optional<Set<Guard>> ofSwap(Deployment d, Signal signal) {
    Phase phase = d.restedIn().orElse(d.phase());
    return moved(d, phase, signal)
        .map(
            moved -> {
              Set<Guard> seen = new HashSet<>();
              seen.add(moved ? Guard.SWITCH_MOVED : Guard.SWITCH_NOT_MOVED);
              if (!moved) {
                seen.add(aged(d) ? Guard.EVIDENCE_AGED : Guard.EVIDENCE_FRESH);
              }
              return seen;
            });
  }

  private Optional<Boolean> moved(Deployment d, Phase phase, Signal signal) {
    if (phase == Phase.ADMITTING) {
      return Observer.canary(d).flatMap(n -> admitted(d, n));
    }
    StepAttempt attempt =
        new StepAttempt(Optional.of(d.id()), signal, d.visit(), time, PATIENCE, _ -> {});
    return tools
        .swaps(d.plan().lane())
        .readPatiently(attempt)
        .map(live -> live.cluster().equals(target(d, phase)));
  }

  private Optional<Boolean> admitted(Deployment d, Node canary) {
    try {
      return tools.of(d.plan().lane()).loadBalancer().nodes(d.plan().to()).stream()
          .filter(n -> n.node().equals(canary.name()))
          .findFirst()
          .map(n -> n.rotation() == Rotation.READY);
    } catch (PortFailure e) {
      return Optional.empty();
    }
  }

  private static String target(Deployment d, Phase phase) {
    return d.plan().stepsOf(phase).stream()
        .map(s -> s.action())
        .filter(Action.Swap.class::isInstance)
        .map(a -> ((Action.Swap) a).to())
        .findFirst()
        .orElse(d.plan().to());
  }

  /** Whether what the consumed approval was given for was seen too long ago. */
  private boolean aged(Deployment d) {
    return stores.journal().of(d.id()).reversed().stream()
        .filter(e -> e.event() instanceof ApprovalConsumed)
        .findFirst()
        .flatMap(e -> stores.gates().find(((ApprovalConsumed) e.event()).gate()))
        .map(gate -> isAged(d, gate))
        .orElse(true);
  }

  /** Whether what the gate shows was seen too long ago to swap on. */
  boolean isAged(Deployment d, Gate gate) {
    Duration limit = tools.spec(d.plan().lane()).rollout().timeouts().evidenceAge();
    return gate.evidence().gatheredAt().plus(limit).isBefore(time.clock().instant());
  }
}
