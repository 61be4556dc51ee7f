package dev.signalbox.probe.warmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and everything that it started, and that started. A process whose parent has gone
 * belongs to nobody; such a one is known by the mark in its environment, or, where the system does
 * not show that, if it was seen before its parent went: look now and then. For one thread.
 */
final class ProcessTree {

  /** A process can start another while it is being ended; nothing does so for ever. */
  private static final int ROUNDS = 5;

  /** Parents before their children. */
  private final Set<ProcessHandle> alive = new LinkedHashSet<>();

  private final String mark;

  /**
   * The tree below a process.
   *
   * @param mark a {@code NAME=value} that only this tree has in its environment
   */
  ProcessTree(ProcessHandle root, String mark) {
    this.mark = mark + "\0"; // As the system separates them; or run 1 would be run 12 as well.
    alive.add(root);
    look();
  }

  /** Remembers who is there now. */
  void look() {
    takeIn(ProcessHandle.allProcesses().toList());
  }

  private void lookForMarks() {
    List<ProcessHandle> everybody = ProcessHandle.allProcesses().toList();
    everybody.stream().filter(this::isMarked).forEach(alive::add);
    takeIn(everybody);
  }

  private void takeIn(List<ProcessHandle> everybody) {
    boolean grown;
    do {
      grown = false;
      for (ProcessHandle process : everybody) {
        grown |= process.parent().filter(alive::contains).isPresent() && alive.add(process);
      }
    } while (grown);
    alive.removeIf(process -> !process.isAlive());
  }

  /** Asks all to end, and after the grace ends those that did not. Does nothing to nobody. */
  void end(Duration grace) throws InterruptedException {
    lookForMarks();
    alive.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] exits =
        alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(exits).get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // They get no second warning.
    }
    endAtOnce();
  }

  /** Ends all without asking. */
  void endAtOnce() {
    lookForMarks();
    for (int round = 0; round < ROUNDS && !alive.isEmpty(); round++) {
      alive.forEach(ProcessHandle::destroyForcibly);
      lookForMarks();
    }
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(environment, StandardCharsets.ISO_8859_1).contains(mark);
    } catch (IOException _) {
      return false; // Gone meanwhile, somebody else's, or a system without such a file.
    }
  }
}
