package dev.signalbox.port;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gates and the votes on them. Changes happen within {@link Transactions#in}, after the
 * deployment's row was locked, which serializes everything that happens to its gate.
 */
public interface GateStore {

  /** Creates an open gate at revision 1 for the deployment's present phase. */
  Gate open(Deployment deployment, Gate.Evidence evidence, Instant openedAt, Instant expiresAt);

  /** The deployment's open gate. */
  Optional<Gate> open(DeploymentId deployment);

  /** Any gate by its id, in whatever state. */
  Optional<Gate> find(long id);

  /** Every open gate. */
  List<Gate> open();

  /** Writes a gate back. */
  void save(Gate gate);

  /** The votes on the gate for this revision, in the order in which they were given. */
  List<Vote> votes(long gate, int revision);

  /** Adds a vote; the same person's second one for the same revision changes nothing. */
  boolean add(Vote vote);

  /** Takes a person's vote for a revision back; false when there was none. */
  boolean withdraw(Vote vote);
}
