package dev.signalbox.engine;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate.Evidence;
import dev.signalbox.deployment.Phase;
import dev.signalbox.topology.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    EngineTime time) {

  InstantSource clock() {
    return time.clock();
  }

  /** Whether this process owns the deployment. */
  boolean owns(DeploymentId id) {
    return stores.deployments().lease(id).filter(l -> l.owner().equals(instance)).isPresent();
  }

  /**
   * Locks the deployment, if it is still in this visit of its phase and still ours: what follows in
   * the transaction is then nobody else's to do.
   */
  Optional<Deployment> lockIfOurs(Deployment d) {
    return stores
        .deployments()
        .lock(d.id())
        .filter(now -> now.visit() == d.visit())
        .filter(now -> owns(now.id()));
  }

  /**
   * Reads the world for what the event may lead to, before any transaction is open; and no more of
   * it than that, because machines may be slow to answer.
   */
  Surroundings surroundings(Deployment d, Event event) {
    Set<Phase> next = changes.reachable(d, event);
    Observer observer = tools.observer(d.plan().lane());
    Optional<Evidence> evidence =
        next.stream()
            .filter(Phase::isGate)
            .findFirst()
            .map(g -> observer.evidence(d, g, stores.journal().of(d.id())));
    List<String> standing = next.contains(Phase.NEEDS_ATTENTION) ? observer.standing(d) : List.of();
    boolean ends = next.stream().anyMatch(Phase::isFinal);
    Optional<Version> live = ends ? observer.liveVersion() : Optional.empty();
    return new Surroundings(evidence, standing, live, ends ? observer.traffic(d) : "");
  }
}
