package dev.signalbox.port;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Plan;
import dev.signalbox.topology.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deployments and the occupation of their lanes. Every method that changes or locks something must
 * be called within {@link Transactions#in}.
 */
public interface DeploymentStore {

  /** What became of the wish to occupy a lane. */
  sealed interface Begun {
    /** The deployment is there and its lane occupied, owned by the instance that asked. */
    record Started(Deployment deployment) implements Begun {}

    /** Another deployment occupies the lane. */
    record Occupied(DeploymentId by) implements Begun {}
  }

  /**
   * Creates a deployment and occupies its lane, or says who does (promise 2). Its lease is the
   * owner's, and to be prolonged in the same transaction: it ends at {@code at}.
   */
  Begun begin(Plan plan, Actor requester, Instant at, String owner);

  /** Reads a deployment without locking it. */
  Optional<Deployment> find(DeploymentId id);

  /** Reads a deployment and locks its row until the transaction ends. */
  Optional<Deployment> lock(DeploymentId id);

  /**
   * Writes a deployment back; when its phase is final, its lane becomes free. One that has ended is
   * not revived: that throws.
   */
  void save(Deployment deployment);

  /** Every deployment that has not ended, in order of their numbers. */
  List<Deployment> running();

  /** The deployment that occupies the lane. */
  Optional<Deployment> occupying(Lane lane);

  /** The newest deployments of a lane, or of all lanes, newest first. */
  List<Deployment> newest(Optional<Lane> lane, int limit);

  /** Who owns the deployment, and until when. */
  record Lease(String owner, Instant until) {}

  /** The lease of a running deployment. */
  Optional<Lease> lease(DeploymentId id);

  /** Takes or prolongs the lease. */
  void lease(DeploymentId id, Lease lease);
}
