package dev.signalbox.fleet.docker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Closes connections without waiting for the other side: TLS says goodbye, and waits for as long as
 * the network does not take it, for ever where it is cut.
 */
final class Parting {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Parting() {}

  /** Closes it, or leaves it to be closed beside what goes on. */
  static void from(Closeable connection) {
    Thread closing =
        Thread.ofPlatform().daemon().name("docker-close").start(() -> close(connection));
    try {
      boolean _ = closing.join(LONGEST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // Nothing depends on it any more.
    }
  }
}
