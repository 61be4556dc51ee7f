package dev.signalbox.report;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Ending;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.Vote;
import dev.signalbox.topology.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One line for each journal event, for those who read the journal itself. */
public final class EventWords {

  private EventWords() {}

  /** The event in one line of plain text. */
  public static String of(JournalEvent event) {
    return switch (event) {
      case JournalEvent.CommandAccepted(String channel, String line) ->
          "said in " + channel + ": " + line;
      case JournalEvent.CommandRefused(String channel, String line, String reason) ->
          "was refused in " + channel + ": " + line + " (" + reason + ")";
      case JournalEvent.DeploymentRequested(Plan plan, String digest, String _) ->
          "requests "
              + plan.version()
              + " for "
              + plan.lane()
              + " by "
              + plan.strategy().word()
              + ", plan "
              + digest;
      case JournalEvent.PhaseEntered(Phase from, Phase to, int _, Event.Kind kind, String reason) ->
          from + " -> " + to + " on " + kind + because(reason);
      case JournalEvent.StepBegan(int _, Step step, int _, String undo) ->
          "begins: " + step.action().label() + " [undo: " + undo + "]";
      case JournalEvent.StepProgressed(int _, Step step, String line) ->
          step.action().label() + ": " + line;
      case JournalEvent.StepEnded(int _, Step step, int _, StepOutcome outcome) ->
          "ended " + ended(outcome) + ": " + step.action().label() + because(outcome.line());
      case JournalEvent.StopRequested(Event.Kind asked, String reason) ->
          "asks to " + asked + because(reason);
      case JournalEvent.GateOpened(Gate gate, int needed, List<String> _) ->
          "gate " + gate.id() + " opens, " + needed + " needed, until " + gate.expiresAt();
      case JournalEvent.EvidenceChanged(Gate gate, int voided, String what) ->
          "gate "
              + gate.id()
              + " shows revision "
              + gate.revision()
              + " ("
              + what
              + "), "
              + voided
              + " approvals void";
      case JournalEvent.VoteGiven(Vote vote, int have, int need) ->
          "approves gate "
              + vote.gate()
              + " at revision "
              + vote.revision()
              + ", "
              + have
              + " of "
              + need;
      case JournalEvent.VoteWithdrawn(Vote vote, int have, int need) ->
          "takes the approval of gate " + vote.gate() + " back, " + have + " of " + need;
      case JournalEvent.ApprovalConsumed(
              long gate,
              int revision,
              String digest,
              List<Vote> votes) ->
          "approval of gate "
              + gate
              + " consumed: revision "
              + revision
              + ", plan "
              + digest
              + ", by "
              + String.join(", ", votes.stream().map(Vote::by).map(Actor::person).toList());
      case JournalEvent.GateLeft(long gate, Gate.State how, String reason) ->
          "gate " + gate + " left: " + how + because(reason);
      case JournalEvent.GateReminded(long gate, Instant expires, List<String> approvers) ->
          "reminds " + String.join(", ", approvers) + ": gate " + gate + " expires at " + expires;
      case JournalEvent.SwapReadBack(String from, String to, String live, long took) ->
          "swap " + from + " -> " + to + " read back: " + live + " is live, after " + took + " ms";
      case JournalEvent.DriftSeen(String expected, String live) ->
          "drift: expected " + expected + ", live is " + live;
      case JournalEvent.Recovered(Phase phase, String instance) ->
          "taken over in " + phase + " by " + instance;
      case JournalEvent.AttentionNeeded(
              Phase rested,
              String reason,
              List<String> _,
              List<String> _) ->
          "needs attention in " + rested + because(reason);
      case JournalEvent.DeploymentEnded(
              Phase how,
              Ending _,
              String reason,
              Version live,
              List<String> by,
              String traffic) ->
          "ends: "
              + how
              + ", live "
              + live
              + because(reason)
              + (by.isEmpty() ? "" : ", approved by " + String.join(", ", by))
              + (traffic.isEmpty() ? "" : ", " + traffic);
      case JournalEvent.ClusterKept(KeptCluster kept) ->
          "keeps " + kept.cluster() + " on " + kept.version() + " until " + kept.expiresAt();
      case JournalEvent.KeptReleased(KeptCluster kept, String reason) ->
          "keeps " + kept.cluster() + " no longer" + because(reason);
      case JournalEvent.Held(Hold hold) -> "holds " + hold.scope() + because(hold.reason());
      case JournalEvent.Released(Hold hold, String reason) ->
          "releases " + hold.scope() + because(reason);
      case JournalEvent.MessageDelivered(
              String channel,
              String key,
              String reference,
              Optional<String> link) ->
          "message " + key + " is in " + channel + " as " + link.orElse(reference);
    };
  }

  private static String ended(StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Done _ -> "well";
      case StepOutcome.Failed _ -> "badly";
      case StepOutcome.Unknown _ -> "unknown";
      case StepOutcome.Inconclusive _ -> "inconclusive";
      case StepOutcome.Stopped _ -> "early";
    };
  }

  private static String because(String reason) {
    return reason.isBlank() ? "" : ": " + reason;
  }
}
