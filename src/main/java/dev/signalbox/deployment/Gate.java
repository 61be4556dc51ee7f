package dev.signalbox.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One waiting for people, with what it shows them.
 *
 * @param id unique over all deployments
 * @param phase the gate's phase
 * @param planDigest the plan that an approval would approve
 * @param revision counts the evidence's changes from 1; approvals bind it
 * @param evidence what people see
 * @param state whether it still waits
 */
public record Gate(
    long id,
    DeploymentId deployment,
    Phase phase,
    String planDigest,
    int revision,
    Evidence evidence,
    Instant openedAt,
    Instant expiresAt,
    State state) {

  /** Whether and how a gate was left. */
  public enum State {
    /** It waits. */
    OPEN,
    /** Its approval was consumed by the transaction that entered the next phase. */
    CONSUMED,
    /** A person rejected. */
    REJECTED,
    /** Its time passed. */
    EXPIRED,
    /** The deployment left it on another way, for instance by an abort. */
    CLOSED
  }

  /**
   * What a gate shows.
   *
   * @param holds whether nothing shown speaks against going on; while false, approvals are refused
   * @param lines one finding each
   * @param warmUp the warm-up's measurement, where there was one
   */
  public record Evidence(
      boolean holds, List<Finding> lines, Optional<WarmUpReport> warmUp, Instant gatheredAt) {
    /** Copies the lines. */
    public Evidence {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One line of evidence.
   *
   * @param subject for example {@code smoke}, {@code warm-up}, {@code rollback}, {@code drift}
   */
  public record Finding(String subject, boolean good, String line) {}

  /** The same gate with changed evidence; approvals given before are void. */
  public Gate revise(Evidence changed) {
    return new Gate(
        id, deployment, phase, planDigest, revision + 1, changed, openedAt, expiresAt, state);
  }

  /** The same gate, left. */
  public Gate leave(State how) {
    return new Gate(
        id, deployment, phase, planDigest, revision, evidence, openedAt, expiresAt, how);
  }

  /** Whether it still waits at this instant. */
  public boolean waitsAt(Instant now) {
    return state == State.OPEN && now.isBefore(expiresAt);
  }
}
