package dev.signalbox.crash;

import dev.signalbox.crash.CrashPoint.Kind;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.port.Journal;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the process, without any of its last words, where it is told to. */
final class Fuse {
  /** What the process ends with, so that nobody takes it for something else. */
  static final int BLOWN = 99;

  private final CrashPoint point;
  private final Trace trace;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private boolean armed;
  private long read;
  private int entries;
  private int deliveries;
  private int asked;
  private int made;

  Fuse(CrashPoint point, Trace trace) {
    this.point = point;
    this.trace = trace;
  }

  /** Listens to the journal. */
  void watch(Journal journal) {
    journal.onCommit(position -> committed(journal, position));
  }

  /** From here on it counts. */
  synchronized void arm(Journal journal) {
    read = journal.head().position();
    armed = true;
  }

  private synchronized void committed(Journal journal, long position) {
    if (position <= read || !armed) {
      return;
    }
    for (JournalEntry entry : journal.after(read, Math.toIntExact(position - read))) {
      read = entry.position();
      if (entry.event() instanceof MessageDelivered) {
        deliveries++;
      } else if (entry.deployment().isPresent()) {
        entries++;
      }
    }
    if (point.kind() == Kind.ENTRY && entries >= point.count()) {
      blow(entries);
    }
    if (point.kind() == Kind.DELIVERY && deliveries >= point.count()) {
      blow(deliveries);
    }
  }

  /** A change is about to be asked for. */
  synchronized void asks() {
    asked += armed ? 1 : 0;
    if (point.kind() == Kind.DURING && armed && asked == point.count()) {
      var _ = timer.schedule(() -> blow(point.count()), point.millis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A change was answered. */
  synchronized void made() {
    made += armed ? 1 : 0;
    if (point.kind() == Kind.EFFECT && armed && made == point.count()) {
      blow(made);
    }
  }

  private void blow(int count) {
    trace.write("ended at " + count);
    Runtime.getRuntime().halt(BLOWN);
  }
}
