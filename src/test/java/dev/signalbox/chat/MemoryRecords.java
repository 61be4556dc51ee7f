package dev.signalbox.chat;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal;
import dev.signalbox.port.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Journal and transactions in memory; the outbox beside it is {@link MemoryOutbox}. */
final class MemoryRecords implements Journal, Transactions {
  final MemoryOutbox outbox = new MemoryOutbox(this);
  private final List<JournalEntry> entries = new ArrayList<>();
  private final List<Consumer<Long>> listeners = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private boolean open;
  private int failing;

  Records records() {
    return new Records(this, outbox, this, Deliverers.alone());
  }

  /** Lets the next transactions fail. */
  synchronized void fail(int times) {
    failing = times;
  }

  /** Appends what somebody else wrote, as the engine does. */
  void write(JournalEntry entry) {
    List<Consumer<Long>> told;
    synchronized (this) {
      entries.add(renumbered(entry));
      told = List.copyOf(listeners);
    }
    told.forEach(l -> l.accept(head().position()));
  }

  @Override
  public <T> T in(Supplier<T> work) {
    T result;
    List<Runnable> then;
    synchronized (this) {
      if (failing > 0) {
        failing--;
        throw new IllegalStateException("the database is locked");
      }
      open = true;
      try {
        result = work.get();
      } finally {
        open = false;
      }
      then = List.copyOf(afterCommit);
      afterCommit.clear();
    }
    then.forEach(Runnable::run);
    return result;
  }

  @Override
  public synchronized void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  synchronized void requireTransaction() {
    if (!open) {
      throw new IllegalStateException("no transaction is open");
    }
  }

  @Override
  public synchronized JournalEntry append(About about, Actor actor, JournalEvent event) {
    requireTransaction();
    JournalEntry entry =
        renumbered(
            new JournalEntry(
                0,
                Instant.EPOCH,
                about.deployment(),
                about.lane(),
                actor,
                event,
                "",
                "",
                "0".repeat(64)));
    entries.add(entry);
    listeners.forEach(l -> afterCommit.add(() -> l.accept(entry.position())));
    return entry;
  }

  private JournalEntry renumbered(JournalEntry e) {
    return new JournalEntry(
        entries.size() + 1L,
        e.at(),
        e.deployment(),
        e.lane(),
        e.actor(),
        e.event(),
        e.body(),
        e.previousHash(),
        e.hash());
  }

  @Override
  public synchronized List<JournalEntry> after(long position, int limit) {
    return entries.stream().filter(e -> e.position() > position).limit(limit).toList();
  }

  @Override
  public synchronized List<JournalEntry> of(DeploymentId deployment) {
    return entries.stream().filter(e -> e.deployment().equals(Optional.of(deployment))).toList();
  }

  @Override
  public synchronized List<JournalEntry> last(int count) {
    return List.copyOf(entries.subList(Math.max(0, entries.size() - count), entries.size()));
  }

  @Override
  public synchronized Head head() {
    return new Head(entries.size(), "0".repeat(64));
  }

  @Override
  public Verification verify() {
    return new Verification.Intact(head().position(), head().hash());
  }

  @Override
  public void hearOthers() {
    listeners.forEach(l -> l.accept(head().position()));
  }

  @Override
  public synchronized void onCommit(Consumer<Long> listener) {
    listeners.add(listener);
  }
}
