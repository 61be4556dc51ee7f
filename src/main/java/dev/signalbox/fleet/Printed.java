package dev.signalbox.fleet;

import dev.signalbox.port.Machine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What a program prints, as it comes: told line by line, and kept within bounds. Its two streams
 * may be written from two threads; the lines of one never mix with those of the other.
 */
public final class Printed {
  private final Consumer<String> lines;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail = new byte[Machine.KEPT];
  private long tailLength;
  private final Lines output = new Lines(true);
  private final Lines error = new Lines(false);

  /**
   * Nothing as yet.
   *
   * @param lines is told each line, never two at once
   */
  public Printed(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes what the program writes to its standard output. */
  public OutputStream output() {
    return output;
  }

  /** Takes what it writes to its standard error. */
  public OutputStream error() {
    return error;
  }

  /** Tells what is left of lines that were not ended. */
  public synchronized void finish() {
    output.end();
    error.end();
  }

  /** The first {@link Machine#KEPT} bytes of standard output. */
  public synchronized String standardOutput() {
    return head.toString(StandardCharsets.UTF_8);
  }

  /** The last {@link Machine#KEPT} bytes of both, from the beginning of a line. */
  public synchronized String printed() {
    int length = (int) Math.min(tailLength, tail.length);
    byte[] kept = new byte[length];
    for (int i = 0; i < length; i++) {
      kept[i] = tail[(int) ((tailLength - length + i) % tail.length)];
    }
    String text = new String(kept, StandardCharsets.UTF_8);
    return tailLength > length ? text.substring(text.indexOf('\n') + 1) : text;
  }

  private void keep(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      tail[(int) (tailLength++ % tail.length)] = bytes[i];
    }
  }

  /** One of the two streams. */
  private final class Lines extends OutputStream {
    private static final byte[] NEW_LINE = {'\n'};

    private final boolean isOutput;
    private final byte[] line = new byte[Machine.LONGEST_LINE];
    private int length;
    private boolean continues;

    private Lines(boolean isOutput) {
      this.isOutput = isOutput;
    }

    @Override
    public void write(int next) {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      synchronized (Printed.this) {
        if (isOutput) {
          head.write(bytes, from, Math.min(count, Machine.KEPT - head.size()));
        }
        for (int i = from; i < from + count; i++) {
          take(bytes[i]);
        }
      }
    }

    private void take(byte next) {
      if (next == '\n') {
        endLine();
        return;
      }
      if (length == line.length) {
        tell(wholeCharacters(next));
        continues = true;
      }
      line[length++] = next;
    }

    /** How much of a full line can be told without cutting a character of UTF-8 in two. */
    private int wholeCharacters(byte next) {
      int cut = length;
      for (byte after = next; isContinuation(after) && cut > length - 4; after = line[cut]) {
        cut--;
      }
      return isContinuation(line[cut == length ? 0 : cut]) ? length : cut;
    }

    private static boolean isContinuation(byte next) {
      return (next & 0xC0) == 0x80;
    }

    private void endLine() {
      // A carriage return at the end belongs to the end; one before it may be a progress bar's.
      int shown = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
      if (shown > 0 || !continues) {
        length = shown;
        tell(shown);
      }
      length = 0;
      continues = false;
      keep(NEW_LINE, 1);
    }

    private void tell(int count) {
      keep(line, count);
      lines.accept(new String(line, 0, count, StandardCharsets.UTF_8));
      System.arraycopy(line, count, line, 0, length - count);
      length -= count;
    }

    private void end() {
      if (length > 0) {
        endLine();
      }
    }
  }
}
