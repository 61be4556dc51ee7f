package dev.signalbox.chat.terminal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A console without a person: a script on standard input, or nothing at all. */
public final class PipedConsole implements TerminalConsole {
  /** Far more than any command needs; what is longer is cut off instead of filling the memory. */
  private static final int LONGEST_LINE = 1 << 20;

  private final InputStream in;
  private final PrintStream out;

  /** Reads and writes UTF-8, whatever the locale says; what is not UTF-8 becomes {@code �}. */
  public PipedConsole(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Standard input and output. */
  public static PipedConsole standard() {
    return new PipedConsole(
        new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
  }

  /** An input that fails has ended. */
  @Override
  public Optional<String> readLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int read = in.read();
      if (read < 0) {
        return Optional.empty();
      }
      for (; read >= 0 && read != '\n'; read = in.read()) {
        if (line.size() < LONGEST_LINE) {
          line.write(read);
        }
      }
    } catch (IOException e) {
      if (line.size() == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void print(String lines) {
    out.print(lines + "\n");
    out.flush();
  }

  @Override
  public boolean interactive() {
    return false;
  }

  @Override
  public boolean colours() {
    return false;
  }

  /** Standard input and output belong to the process and stay open. */
  @Override
  public void close() {
    out.flush();
  }
}
