package dev.signalbox.port;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One machine on which programs are run and files are put: this one, or another over SSH. Safe for
 * several threads at once.
 *
 * <p>All methods throw {@link PortFailure.Unreachable} when the machine cannot be asked, or
 * refuses, and nothing was changed; and {@link PortFailure.OutcomeUnknown} when the way to it is
 * lost while a change may be under way.
 */
public interface Machine {

  /** How much of a program's output is kept, in bytes. */
  int KEPT = 64 * 1024;

  /** The longest line that is told in one piece, in bytes. */
  int LONGEST_LINE = 4 * 1024;

  /** The largest file that is read, in bytes. */
  int LARGEST_FILE = 1024 * 1024;

  /**
   * A program to be run. No shell is between: each argument arrives as it is.
   *
   * @param argv the program and its arguments; not empty. Everybody on the machine can see them in
   *     its list of processes: a secret belongs into the environment or the input
   * @param environment added to what the machine gives its programs
   * @param input what it reads; empty for nothing
   * @param timeout after which it is killed, with everything that it started
   */
  record Program(
      List<String> argv, Map<String, String> environment, String input, Duration timeout) {
    /** Copies the list and the map; refuses an empty argv with an IllegalArgumentException. */
    public Program {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
      if (argv.isEmpty()) {
        throw new IllegalArgumentException("argv is empty: name a program");
      }
    }

    /** A program without an environment or input of its own. */
    public static Program of(List<String> argv, Duration timeout) {
      return new Program(argv, Map.of(), "", timeout);
    }

    /** Its argv alone: environment and input may hold secrets. */
    @Override
    public String toString() {
      return String.join(" ", argv);
    }
  }

  /**
   * How a program came to its end. What it printed is at most the last {@link #KEPT} bytes of both
   * outputs together; {@code standardOutput} is the first {@link #KEPT} bytes of standard output
   * alone.
   */
  sealed interface Ended {
    /** It ended by itself. What it left running in the background goes on running. */
    record Exited(int code, String standardOutput, String printed) implements Ended {}

    /**
     * Somebody else killed it.
     *
     * @param signal its name, such as {@code KILL}
     */
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
   * Runs a program to its end. An interrupt of the calling thread ends the program as {@code stop}
   * does, and stays set.
   *
   * @param lines each line that it prints, as it comes, from another thread but never two at once;
   *     lines longer than {@link #LONGEST_LINE} arrive in pieces
   * @param stop asked again and again; once true, the program is killed
   */
  Ended run(Program program, Consumer<String> lines, BooleanSupplier stop);

  /**
   * The content of a file; empty when there is none. One larger than {@link #LARGEST_FILE} is not
   * read but refused.
   */
  Optional<byte[]> read(Path file);

  /**
   * Puts a file there at once: whoever reads it meets the old content or the new, also after a
   * crash of the machine. The owner and mode of a file that was there stay as they were; a new one
   * can be read by everybody. Behind a symbolic link it is the file that is replaced, not the link.
   */
  void write(Path file, byte[] content);
}
