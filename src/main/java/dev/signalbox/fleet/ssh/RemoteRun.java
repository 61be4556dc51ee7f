package dev.signalbox.fleet.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** One command line on another machine, while it runs. */
final class RemoteRun implements AutoCloseable {
  /** How long a stop may stay unnoticed. */
  private static final Duration LOOK_UP = Duration.ofMillis(50);

  /** How long output is awaited from what a program that has ended left in the background. */
  private static final Duration REST = Duration.ofMillis(300);

  private static final Set<ClientChannelEvent> END =
      EnumSet.of(
          ClientChannelEvent.EXIT_STATUS,
          ClientChannelEvent.EXIT_SIGNAL,
          ClientChannelEvent.CLOSED);

  private final ChannelExec channel;
  private final AtomicLong received = new AtomicLong();
  private final Thread output;
  private final Thread error;

  /** How it ended. */
  sealed interface End {
    /** With an exit code. */
    record Exited(int code) implements End {}

    /** By a signal, by its name. */
    record Killed(String signal) implements End {}

    /** It was not awaited any longer, because people asked to stop. */
    record Stopped() implements End {}

    /** It was not awaited any longer, because its time was out. */
    record TimedOut() implements End {}

    /** The connection ended before it did. */
    record Lost() implements End {}
  }

  private RemoteRun(ChannelExec channel, OutputStream out, OutputStream err) {
    this.channel = channel;
    // Threads of our own: those of the library must go on while whoever is told a line is busy.
    this.output = copying(channel.getInvertedOut(), out);
    this.error = copying(channel.getInvertedErr(), err);
  }

  /**
   * Begins.
   *
   * @throws IOException when the connection does not carry it
   */
  static RemoteRun start(
      ClientSession session, String line, Duration limit, OutputStream out, OutputStream err)
      throws IOException {
    ChannelExec channel = session.createExecChannel(line);
    try {
      channel.open().verify(limit);
    } catch (IOException e) {
      channel.close(true);
      throw e;
    }
    return new RemoteRun(channel, out, err);
  }

  private Thread copying(InputStream from, OutputStream to) {
    return Thread.ofVirtual()
        .name("ssh-output")
        .start(
            () -> {
              byte[] buffer = new byte[16 * 1024];
              try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                  received.addAndGet(n);
                  to.write(buffer, 0, n);
                }
              } catch (IOException _) {
                // The channel is gone; what was read stays.
              }
            });
  }

  /** Writes to its input; it fails when the connection or the program is gone. */
  void send(byte[] bytes) throws IOException {
    OutputStream in = channel.getInvertedIn();
    in.write(bytes);
    in.flush();
  }

  /** Writes all of this to its input beside what else happens, and ends it. */
  void feed(InputStream content) {
    Thread.ofVirtual()
        .name("ssh-input")
        .start(
            () -> {
              try (content;
                  OutputStream in = channel.getInvertedIn()) {
                content.transferTo(in);
              } catch (IOException _) {
                // It did not want to read all of it, or the channel is gone: how it ends says so.
              }
            });
  }

  /** Waits until it ends, or until it is not to be awaited any longer. */
  End await(Duration limit, BooleanSupplier stop) {
    long end = System.nanoTime() + limit.toNanos();
    while (channel.waitFor(END, LOOK_UP).contains(ClientChannelEvent.TIMEOUT)) {
      if (stop.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return new End.Stopped();
      }
      if (System.nanoTime() - end >= 0) {
        return new End.TimedOut();
      }
    }
    return how().orElseGet(End.Lost::new);
  }

  private Optional<End> how() {
    @Nullable String signal = channel.getExitSignal();
    @Nullable Integer code = channel.getExitStatus();
    return signal != null
        ? Optional.of(new End.Killed(signal))
        : Optional.ofNullable(code).map(End.Exited::new);
  }

  /** Waits for the rest of the output, as long as there comes any. */
  void finish() {
    long before;
    do {
      before = received.get();
      var _ = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), REST);
    } while (!channel.isClosed() && received.get() != before);
    close();
    join(output);
    join(error);
  }

  private static void join(Thread copying) {
    try {
      boolean _ = copying.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the other side, which counts the channel as one of the few that there may be. */
  @Override
  public void close() {
    boolean closed = false;
    try {
      closed = channel.close(false).await(REST);
    } catch (IOException _) {
      // Interrupted: then without waiting.
    }
    if (!closed) {
      channel.close(true);
    }
  }
}
