package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads what a script writes as fast as it writes, so that it never waits for us, and keeps only
 * the last line and the last numbers.
 */
final class ScriptOutput {

  private static final int LONGEST_LINE = 4 * 1024;
  private static final int LONGEST_SAID = 200;

  private final InputStream in;
  private final Thread reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile String last = "";
  private volatile boolean fresh;
  private volatile Optional<ScriptNumbers> numbers = Optional.empty();

  private ScriptOutput(InputStream in) {
    this.in = in;
    // No virtual thread: a process that escaped may keep the pipe open, and with it the carrier.
    this.reader =
        Thread.ofPlatform().daemon().name("warm-up-script-output").unstarted(this::readAll);
  }

  /** Begins to read. */
  static ScriptOutput of(InputStream in) {
    ScriptOutput output = new ScriptOutput(in);
    output.reader.start();
    return output;
  }

  /** The last line that is not blank and has no numbers; empty before there was one. */
  String lastLine() {
    return last;
  }

  /** The last line, if it came after the last question. */
  Optional<String> newLine() {
    boolean asked = fresh;
    fresh = false;
    return asked ? Optional.of(last) : Optional.empty();
  }

  /** The last numbers that the script printed. */
  Optional<ScriptNumbers> numbers() {
    return numbers;
  }

  /** Waits for the rest of what a process that has ended wrote. */
  void finish(Duration limit) throws InterruptedException {
    // Not worth failing for: what a process that escaped may still write is not awaited.
    boolean _ = reader.join(limit);
  }

  private void readAll() {
    byte[] buffer = new byte[16 * 1024];
    try (in) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        for (int i = 0; i < length; i++) {
          take(buffer[i]);
        }
      }
    } catch (IOException _) {
      // The pipe went with its process; what was read stays.
    }
    endLine();
  }

  private void take(byte next) {
    if (next == '\n' || next == '\r') {
      endLine();
    } else if (line.size() < LONGEST_LINE) {
      line.write(next);
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (text.isEmpty()) {
      return;
    }
    Optional<ScriptNumbers> found = ScriptNumbers.of(text);
    if (found.isPresent()) {
      numbers = found;
    } else {
      last = Excerpt.of(text, LONGEST_SAID);
      fresh = true;
    }
  }
}
