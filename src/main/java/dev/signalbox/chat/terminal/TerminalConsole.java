package dev.signalbox.chat.terminal;

import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where lines come from and text goes to. */
public interface TerminalConsole extends AutoCloseable {

  /**
   * The console of this process: with history, completion and a prompt that survives messages
   * arriving above it where a person sits in front of it, plain otherwise.
   *
   * @param completion the words that the last word of a line can become
   * @param history the file in which typed lines are kept
   */
  static TerminalConsole open(
      TerminalSettings settings, Function<String, List<String>> completion, Path history) {
    // Whether there is a console at all when nobody sits in front of it differs between JDKs.
    boolean person = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return person
        ? JLineConsole.open(settings.prompt(), completion, history)
        : PipedConsole.standard();
  }

  /** The next line, without its end; empty when there are no more. */
  Optional<String> readLine();

  /** Prints whole lines; may be called by any thread. */
  void print(String lines);

  /** Whether a person sits in front of it. */
  boolean interactive();

  /** Whether colours are wanted. */
  boolean colours();

  @Override
  void close();
}
