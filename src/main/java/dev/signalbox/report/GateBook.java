package dev.signalbox.report;

import dev.signalbox.deployment.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every gate that one deployment came to. */
final class GateBook {
  private final Map<Long, GateStory> gates = new HashMap<>();
  private Optional<Long> open = Optional.empty();
  private Duration waited = Duration.ZERO;

  void opened(JournalEvent.GateOpened e) {
    open = Optional.of(e.gate().id());
    gates.put(e.gate().id(), GateStory.opened(e.gate(), e.approvalsNeeded(), e.approvers()));
  }

  void revised(JournalEvent.EvidenceChanged e) {
    change(e.gate().id(), g -> g.revised(e.gate(), e.what()));
  }

  void voted(JournalEvent.VoteGiven e) {
    change(e.vote().gate(), g -> g.voted(e.vote()));
  }

  void withdrawn(JournalEvent.VoteWithdrawn e) {
    change(e.vote().gate(), g -> g.withdrawn(e.vote()));
  }

  void consumed(JournalEvent.ApprovalConsumed e, Instant at) {
    leave(e.gate(), at, GateStory::consumed);
  }

  void left(JournalEvent.GateLeft e, Instant at) {
    leave(e.gate(), at, g -> g.left(e.how(), e.reason()));
  }

  /** The gate of that id, whether it waits or was left. */
  Optional<GateStory> find(long gate) {
    return Optional.ofNullable(gates.get(gate));
  }

  /** The gate that waits. */
  Optional<GateStory> waiting() {
    return open.flatMap(this::find);
  }

  /** How long people were waited for at gates that were left. */
  Duration waited() {
    return waited;
  }

  private void leave(long gate, Instant at, UnaryOperator<GateStory> how) {
    change(gate, how);
    find(gate).ifPresent(g -> waited = waited.plus(Duration.between(g.gate().openedAt(), at)));
    open = open.filter(id -> id != gate);
  }

  private void change(long gate, UnaryOperator<GateStory> change) {
    gates.computeIfPresent(gate, (_, g) -> change.apply(g));
  }
}
