package dev.signalbox.port;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One machine on which programs are run and files are put: this one, or another over SSH.
 *
 * <p>All methods throw {@link PortFailure.Unreachable} when the machine cannot be asked and nothing
 * was begun, and {@link PortFailure.OutcomeUnknown} when the way to it is lost while a change may
 * be under way.
 */
public interface Machine {

  /**
   * A program to be run. No shell is between: each argument arrives as it is.
   *
   * @param argv the program and its arguments; not empty
   * @param environment added to what the machine gives its programs
   * @param input what it reads; empty for nothing
   * @param timeout after which it is killed, with everything that it started
   */
  record Program(
      List<String> argv, Map<String, String> environment, String input, Duration timeout) {
    /** Copies the list and the map. */
    public Program {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }

    /** A program without an environment or input of its own. */
    public static Program of(List<String> argv, Duration timeout) {
      return new Program(argv, Map.of(), "", timeout);
    }
  }

  /**
   * How a program came to its end. What it printed is at most the last 64 KiB of both outputs
   * together; {@code standardOutput} is the first 64 KiB of standard output alone.
   */
  sealed interface Ended {
    /** It ended by itself. */
    record Exited(int code, String standardOutput, String printed) implements Ended {}

    /** Somebody else killed it. */
    record Killed(String signal, String printed) implements Ended {}

    /** Its time was out: it was killed, and everything that it had started. */
    record TimedOut(String printed) implements Ended {}

    /** People asked to stop: it was killed, and everything that it had started. */
    record Stopped(String printed) implements Ended {}

    /** There is no such program, or it may not be run. */
    record NotStarted(String reason) implements Ended {}
  }

  /** The machine's name, for people. */
  String name();

  /**
   * Runs a program to its end.
   *
   * @param lines each line that it prints, as it comes, from another thread; lines longer than 4
   *     KiB arrive in pieces
   * @param stop asked again and again; once true, the program is killed
   */
  Ended run(Program program, Consumer<String> lines, BooleanSupplier stop);

  /** The content of a file; empty when there is none. At most 1 MiB is read. */
  Optional<byte[]> read(Path file);

  /**
   * Puts a file there at once: whoever reads it meets the old content or the new, also after a
   * crash of the machine. The owner and mode of a file that was there stay as they were.
   */
  void write(Path file, byte[] content);
}
