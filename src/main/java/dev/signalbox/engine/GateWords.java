package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.ApprovalConsumed;
import dev.signalbox.deployment.JournalEvent.GateLeft;
import dev.signalbox.deployment.Vote;
import dev.signalbox.port.Journal;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what became of a gate, so that whoever comes too late reads what won. */
final class GateWords {
  private final Journal journal;

  GateWords(Journal journal) {
    this.journal = journal;
  }

  /** Why there is nothing to approve. */
  String left(Deployment d, Optional<Seen> seen) {
    return d.id() + " waits for no such approval: it is " + d.phase().label() + after(won(d, seen));
  }

  /** Why a decision came too late, said of the deployment as "it". */
  String wentOn(Deployment d) {
    return "it moved on meanwhile: it is " + d.phase().label() + after(won(d, Optional.empty()));
  }

  private static String after(Optional<String> won) {
    return won.map(w -> "; " + w).orElse("");
  }

  /** A reason with what became of the gate before it. */
  String before(Deployment d, String reason) {
    return reason + won(d, Optional.empty()).map(w -> " Before that, " + w + ".").orElse("");
  }

  private Optional<String> won(Deployment d, Optional<Seen> seen) {
    return journal.of(d.id()).reversed().stream()
        .map(e -> won(e, seen))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> won(JournalEntry entry, Optional<Seen> seen) {
    return switch (entry.event()) {
      case ApprovalConsumed consumed when isOf(seen, consumed.gate()) ->
          Optional.of("the approval of " + people(consumed) + " was consumed");
      case GateLeft(long gate, Gate.State how, String reason) when isOf(seen, gate) ->
          Optional.of("its gate was " + words(how) + (reason.isEmpty() ? "" : " (" + reason + ")"));
      default -> Optional.empty();
    };
  }

  private static boolean isOf(Optional<Seen> seen, long gate) {
    return seen.map(s -> s.gate() == gate).orElse(true);
  }

  private static String people(ApprovalConsumed consumed) {
    return consumed.votes().stream()
        .map(Vote::by)
        .map(Actor::person)
        .collect(Collectors.joining(", "));
  }

  private static String words(Gate.State how) {
    return switch (how) {
      case REJECTED -> "rejected";
      case EXPIRED -> "left to expire";
      case OPEN, CONSUMED, CLOSED -> "closed";
    };
  }
}
