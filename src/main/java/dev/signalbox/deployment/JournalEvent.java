package dev.signalbox.deployment;

import dev.signalbox.topology.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the journal can say happened. A record's name is stored beside its data, so
 * neither may be renamed; a new field needs a migration of the reader.
 */
public sealed interface JournalEvent {

  /** A person typed or pressed something that was understood and allowed. */
  record CommandAccepted(String channel, String line) implements JournalEvent {}

  /** A person typed, pressed or reacted something that was refused, and was told this. */
  record CommandRefused(String channel, String line, String reason) implements JournalEvent {}

  /** A deployment was created with this plan. */
  record DeploymentRequested(Plan plan, String digest, String channel) implements JournalEvent {}

  /**
   * The machine moved.
   *
   * @param reason why it left the path to success; empty on the path
   */
  record PhaseEntered(Phase from, Phase to, int visit, Event.Kind event, String reason)
      implements JournalEvent {}

  /** The intent to act, durable before the act (promise 3), with what undoes it (promise 10). */
  record StepBegan(int visit, Step step, int of, String undo) implements JournalEvent {}

  /** A line from a step that takes long. */
  record StepProgressed(int visit, Step step, String line) implements JournalEvent {}

  /** How a step ended, durable before it is told. */
  record StepEnded(int visit, Step step, int of, StepOutcome outcome) implements JournalEvent {}

  /** A person asked to stop; it is taken up when the running step ends. */
  record StopRequested(Event.Kind asked, String reason) implements JournalEvent {}

  /** A gate opened. */
  record GateOpened(Gate gate, int approvalsNeeded, List<String> approvers)
      implements JournalEvent {}

  /** The gate's evidence changed; approvals given before are void. */
  record EvidenceChanged(Gate gate, int voided, String what) implements JournalEvent {}

  /** A valid approval was given. */
  record VoteGiven(Vote vote, int have, int need) implements JournalEvent {}

  /** An approval was taken back before it was consumed. */
  record VoteWithdrawn(Vote vote, int have, int need) implements JournalEvent {}

  /** The approval was consumed in the transaction that entered the next phase (promise 1). */
  record ApprovalConsumed(long gate, int revision, String planDigest, List<Vote> votes)
      implements JournalEvent {}

  /** A gate was left without its approval. */
  record GateLeft(long gate, Gate.State how, String reason) implements JournalEvent {}

  /** A gate's approvers were reminded. */
  record GateReminded(long gate, Instant expiresAt, List<String> approvers)
      implements JournalEvent {}

  /**
   * The router was read after a swap.
   *
   * @param took from asking to seeing it true, in milliseconds
   */
  record SwapReadBack(String from, String to, String live, long took) implements JournalEvent {}

  /** What is live is not what was last seen, and it was not Signalbox. */
  record DriftSeen(String expected, String live) implements JournalEvent {}

  /** Another process goes on with a deployment. */
  record Recovered(Phase phase, String instance) implements JournalEvent {}

  /** People have to decide; what is where was said. */
  record AttentionNeeded(Phase restedIn, String reason, List<String> standing, List<String> onDuty)
      implements JournalEvent {}

  /** The deployment ended and its lane is free. */
  record DeploymentEnded(
      Phase how, Ending ending, String reason, Version live, List<String> approvers, String traffic)
      implements JournalEvent {}

  /** The previous cluster is kept for an instant rollback. */
  record ClusterKept(KeptCluster kept) implements JournalEvent {}

  /** A kept cluster is not offered any more. */
  record KeptReleased(KeptCluster kept, String reason) implements JournalEvent {}

  /** A hold was laid. */
  record Held(Hold hold) implements JournalEvent {}

  /** A hold was taken off. */
  record Released(Hold hold, String reason) implements JournalEvent {}

  /** A message reached its channel; recorded, never narrated (promise 6). */
  record MessageDelivered(String channel, String key, String reference, Optional<String> link)
      implements JournalEvent {}

  /** The name under which this kind of event is stored. */
  default String kind() {
    return getClass().getSimpleName();
  }
}
