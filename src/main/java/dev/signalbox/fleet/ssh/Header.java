package dev.signalbox.fleet.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds, in what a program prints, the line that says its process number; what comes after goes on
 * to the output itself. What comes before is what the account's own shell says to everybody.
 */
final class Header extends OutputStream {
  private static final int LONGEST = 64 * 1024;

  private final String sign;
  private final OutputStream rest;
  private final StringBuilder line = new StringBuilder();
  private final CompletableFuture<String> said = new CompletableFuture<>();
  private int skipped;

  Header(String mark, OutputStream rest) {
    this.sign = "signalbox:" + mark + ":";
    this.rest = rest;
  }

  /** What it says: a process number, or {@code none}; empty when it does not come in time. */
  Optional<String> await(Duration limit) {
    try {
      return Optional.of(said.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** It does not come any more. */
  void giveUp() {
    said.completeExceptionally(new IOException("it ended before it began"));
  }

  @Override
  public void write(int next) throws IOException {
    write(new byte[] {(byte) next}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int at = from;
    while (!said.isDone() && at < from + count) {
      take((char) (bytes[at++] & 0xFF));
    }
    if (at < from + count) {
      rest.write(bytes, at, from + count - at);
    }
  }

  private void take(char next) throws IOException {
    if (next != '\n') {
      line.append(next);
      return;
    }
    String text = line.toString();
    line.setLength(0);
    if (text.startsWith(sign)) {
      said.complete(text.substring(sign.length()));
      return;
    }
    skipped += text.length();
    rest.write((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
    if (skipped > LONGEST) {
      giveUp();
    }
  }
}
