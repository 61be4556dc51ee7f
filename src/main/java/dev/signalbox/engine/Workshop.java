package dev.signalbox.engine;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate.Evidence;
import dev.signalbox.deployment.Phase;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What every running deployment works with.
 *
 * @param instance the name of this process, which owns what it runs
 */
record Workshop(
    String instance,
    Stores stores,
    PhaseChanges changes,
    LaneTools tools,
    Reality reality,
    InstantSource clock) {

  /** Whether this process owns the deployment. */
  boolean owns(DeploymentId id) {
    return stores.deployments().lease(id).filter(l -> l.owner().equals(instance)).isPresent();
  }

  /** Reads the world for what the event may lead to, before any transaction is open. */
  Surroundings surroundings(Deployment d, Event event) {
    Observer observer = tools.observer(d.plan().lane());
    Optional<Evidence> evidence =
        gateAfter(d, event).map(g -> observer.evidence(d, g, stores.journal().of(d.id())));
    return new Surroundings(
        evidence, observer.standing(d), observer.liveVersion(), observer.traffic(d));
  }

  /** The gate that the event may open, whatever guards hold. */
  private static Optional<Phase> gateAfter(Deployment d, Event event) {
    return d.plan().strategy().table().rows(d.phase(), event.kind()).stream()
        .map(t -> t.target())
        .filter(Phase::isGate)
        .findFirst();
  }
}
