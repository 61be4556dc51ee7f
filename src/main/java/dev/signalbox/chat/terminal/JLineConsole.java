package dev.signalbox.chat.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** A console with a person in front of it. */
final class JLineConsole implements TerminalConsole {
  private final Terminal terminal;
  private final LineReader reader;
  private final String prompt;
  private final boolean colours;

  JLineConsole(
      Terminal terminal,
      String prompt,
      Function<String, List<String>> completion,
      Path history,
      boolean colours) {
    this.terminal = terminal;
    this.prompt = prompt;
    this.colours = colours;
    // Quotes and backslashes are letters like any other in what people say.
    DefaultParser words = new DefaultParser();
    words.setQuoteChars(new char[0]);
    words.setEscapeChars(new char[0]);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("signalbox")
            .parser(words)
            .completer(completer(completion))
            .variable(LineReader.HISTORY_FILE, history)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  static JLineConsole open(String prompt, Function<String, List<String>> completion, Path history) {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .dumb(true)
              .encoding(StandardCharsets.UTF_8)
              .build();
      boolean colours = colours(System.getenv("NO_COLOR"), terminal.getType());
      return new JLineConsole(terminal, prompt, completion, history, colours);
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be opened", e);
    }
  }

  /** Ctrl-C takes the line back; only Ctrl-D ends. */
  @Override
  public Optional<String> readLine() {
    while (true) {
      try {
        return Optional.of(reader.readLine(prompt));
      } catch (UserInterruptException e) {
        print("Ctrl-D ends. What runs goes on after the next start.");
      } catch (EndOfFileException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void print(String lines) {
    reader.printAbove(lines);
  }

  @Override
  public boolean interactive() {
    return true;
  }

  @Override
  public boolean colours() {
    return colours;
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be closed", e);
    }
  }

  /** See no-color.org: whatever its value, unless that is empty. */
  static boolean colours(@Nullable String noColour, String type) {
    return (noColour == null || noColour.isEmpty()) && !type.startsWith(Terminal.TYPE_DUMB);
  }

  private static Completer completer(Function<String, List<String>> completion) {
    return (_, line, candidates) -> {
      String said = TerminalLine.withoutSpeaker(line.line().substring(0, line.cursor()));
      completion.apply(said).stream().map(Candidate::new).forEach(candidates::add);
    };
  }
}
