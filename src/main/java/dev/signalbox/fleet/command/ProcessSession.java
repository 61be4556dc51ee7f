package dev.signalbox.fleet.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and everything that it started, also what has left its parent behind: such a process is
 * known by its session, or, when it began a session of its own, by a mark in its environment.
 */
final class ProcessSession {

  /** A process can start another while it is being ended; nothing does so for ever. */
  private static final int ROUNDS = 20;

  /** After the process's name, which may hold anything: state, parent, group, session. */
  private static final int SESSION_FIELD = 3;

  private final ProcessHandle leader;
  private final String mark;

  /**
   * The session of a process.
   *
   * @param mark a {@code NAME=value} that only these processes have in their environment
   */
  ProcessSession(ProcessHandle leader, String mark) {
    this.leader = leader;
    this.mark = mark + "\0"; // As the system separates them; or run 1 would be run 12 as well.
  }

  /** Asks all to end, and after the grace ends those that did not. */
  void end(Duration grace) {
    List<ProcessHandle> asked = members();
    asked.forEach(ProcessHandle::destroy);
    awaitExit(asked, grace);
    endAtOnce();
  }

  /** Ends all without asking. */
  void endAtOnce() {
    List<ProcessHandle> left = members();
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      left.forEach(ProcessHandle::destroyForcibly);
      awaitExit(left, Duration.ofMillis(200));
      left = members();
    }
  }

  private static void awaitExit(List<ProcessHandle> processes, Duration limit) {
    CompletableFuture<?>[] exits =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(exits).get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // They get no second warning.
    } catch (InterruptedException _) {
      // Whoever interrupts wants them gone all the more.
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> members() {
    return ProcessHandle.allProcesses().filter(this::isMember).toList();
  }

  private boolean isMember(ProcessHandle process) {
    return process.isAlive()
        && (process.equals(leader) || isInSession(process) || isMarked(process));
  }

  private boolean isInSession(ProcessHandle process) {
    String status = read(process, "stat");
    String[] fields = status.substring(status.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > SESSION_FIELD
        && fields[SESSION_FIELD].equals(Long.toString(leader.pid()))
        && !fields[0].equals("Z");
  }

  private boolean isMarked(ProcessHandle process) {
    return read(process, "environ").contains(mark);
  }

  /** Empty for a process that is gone or somebody else's, and on a system without such a file. */
  private static String read(ProcessHandle process, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(process.pid()), file);
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
