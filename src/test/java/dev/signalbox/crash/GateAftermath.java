package dev.signalbox.crash;

import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.ApprovalConsumed;
import dev.signalbox.deployment.JournalEvent.EvidenceChanged;
import dev.signalbox.deployment.JournalEvent.GateLeft;
import dev.signalbox.deployment.JournalEvent.GateOpened;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.StepBegan;
import dev.signalbox.deployment.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the journal as an auditor does: production moves forward only where an approval was
 * consumed for it, once, which was given for this plan and for what the gate showed then.
 */
final class GateAftermath {
  private final String digest;
  private final Problems problems;
  private final Map<Long, Gate> open = new HashMap<>();
  private Optional<Long> consumed = Optional.empty();
  private Optional<Phase> entered = Optional.empty();

  GateAftermath(String digest, Problems problems) {
    this.digest = digest;
    this.problems = problems;
  }

  void check(List<JournalEntry> journal) {
    journal.forEach(this::read);
    problems.expect("gates still open", Map.of(), open);
  }

  private void read(JournalEntry entry) {
    switch (entry.event()) {
      case GateOpened(Gate gate, int _, var _) -> open.put(gate.id(), gate);
      case EvidenceChanged(Gate gate, int _, String _) ->
          problems.expect(
              "evidence of a gate that is not open: " + gate, open.put(gate.id(), gate) != null);
      case GateLeft(long gate, var _, String _) ->
          problems.expect("left, but not open: gate " + gate, open.remove(gate) != null);
      case ApprovalConsumed approval -> consume(approval);
      case PhaseEntered phase -> enter(phase);
      case StepBegan began when began.step().phase().isForwardSwap() ->
          problems.expect(
              "begun outside its phase: " + began, entered, Optional.of(began.step().phase()));
      default -> {
        // Says nothing about gates.
      }
    }
  }

  private void consume(ApprovalConsumed approval) {
    Gate gate = open.remove(approval.gate());
    if (gate == null) {
      problems.expect("consumed, but not open: " + approval, false);
      return;
    }
    problems.expect("revision of " + approval, gate.revision(), approval.revision());
    problems.expect("plan of " + approval, digest, approval.planDigest());
    problems.expect("no votes in " + approval, !approval.votes().isEmpty());
    approval.votes().forEach(v -> problems.expect("vote for", gate.revision(), v.revision()));
    consumed = Optional.of(approval.gate());
  }

  private void enter(PhaseEntered phase) {
    entered = Optional.of(phase.to());
    if (phase.to().isForwardSwap()) {
      problems.expect("how the swap was entered", Event.Kind.APPROVED, phase.event());
      problems.expect("no approval was consumed for " + phase, consumed.isPresent());
      consumed = Optional.empty();
    }
  }
}
