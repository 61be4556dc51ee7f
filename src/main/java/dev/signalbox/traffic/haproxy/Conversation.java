package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a runtime API in its interactive mode, in which several commands follow each
 * other and the end of each answer is known: an answer that was cut off is not taken for a short
 * one.
 */
final class Conversation implements AutoCloseable {
  private static final String PROMPT = "\n> ";
  private static final String END_OF_FILE = "";
  private static final int CHUNK = 32 * 1024;
  private static final int MOST = 16 * 1024 * 1024;

  private final String whom;
  private final Deadline deadline;
  private final SocketChannel channel;
  private final Selector selector;

  private Conversation(String whom, Deadline deadline, SocketChannel channel, Selector selector) {
    this.whom = whom;
    this.deadline = deadline;
    this.channel = channel;
    this.selector = selector;
  }

  /**
   * Connects, and asks for the interactive mode.
   *
   * @param whom what messages call it
   * @throws PortFailure.Unreachable when nobody answers in time
   */
  static Conversation open(HaproxyAddress address, String whom, Deadline deadline) {
    Conversation made = connect(address, whom, deadline);
    try {
      made.exchange("prompt\n", () -> {});
      return made;
    } catch (IOException | RuntimeException e) {
      made.close();
      throw unreachable(whom, e);
    }
  }

  /**
   * Asks one question over a connection of its own, which the other side closes after its answer:
   * what a master is asked, since its prompt is not always at the end of an answer.
   */
  static String once(
      HaproxyAddress address, String whom, Deadline deadline, RuntimeCommand question) {
    try (Conversation conversation = connect(address, whom, deadline)) {
      conversation.write(question.line() + "\n", () -> {});
      conversation.channel.shutdownOutput();
      return conversation.read(END_OF_FILE).strip();
    } catch (IOException e) {
      throw unreachable(whom, e);
    }
  }

  private static Conversation connect(HaproxyAddress address, String whom, Deadline deadline) {
    SocketChannel channel = null;
    Selector selector = null;
    try {
      selector = Selector.open();
      channel =
          switch (address) {
            case HaproxyAddress.Unix(var path) -> unix(UnixDomainSocketAddress.of(path));
            case HaproxyAddress.Tcp(String host, int port) ->
                tcp(new InetSocketAddress(host, port), selector, deadline);
          };
      return new Conversation(whom, deadline, channel, selector);
    } catch (IOException | RuntimeException e) {
      close(channel, selector);
      throw unreachable(whom, e);
    }
  }

  private static SocketChannel unix(UnixDomainSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(address);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketChannel tcp(InetSocketAddress address, Selector selector, Deadline deadline)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      if (address.isUnresolved()) {
        throw new IOException("the host name " + address.getHostString() + " is not known");
      }
      channel.connect(address);
      while (!channel.finishConnect()) {
        await(channel, selector, SelectionKey.OP_CONNECT, deadline);
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Says a command and returns what is answered, without the empty line at its end.
   *
   * @throws PortFailure.Unreachable when a command that changes nothing is not answered, or one
   *     that does was not said
   * @throws PortFailure.OutcomeUnknown when a command that changes something was said, and the
   *     answer is lost
   */
  String ask(RuntimeCommand command) {
    boolean[] said = {false};
    try {
      return exchange(command.line() + "\n", () -> said[0] = true);
    } catch (IOException | RuntimeException e) {
      if (command.changes() && said[0]) {
        throw new PortFailure.OutcomeUnknown(
            "%s was told `%s`, and its answer is lost (%s)"
                .formatted(whom, command.line(), words(e)),
            e);
      }
      throw unreachable(whom, e);
    }
  }

  private String exchange(String line, Runnable begun) throws IOException {
    write(line, begun);
    String answer = read(PROMPT);
    return answer.substring(0, answer.length() - PROMPT.length()).strip();
  }

  private void write(String line, Runnable begun) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (out.hasRemaining()) {
      if (channel.write(out) > 0) {
        begun.run();
      } else {
        await(channel, selector, SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  /** Reads up to this end, or up to the end of the file where it is empty text. */
  private String read(String end) throws IOException {
    byte[] answer = new byte[CHUNK];
    int length = 0;
    while (length < MOST) {
      if (length == answer.length) {
        answer = Arrays.copyOf(answer, 2 * length);
      }
      int count = channel.read(ByteBuffer.wrap(answer, length, answer.length - length));
      length += Math.max(count, 0);
      if (count < 0 && !end.equals(END_OF_FILE)) {
        throw new EOFException("it hung up");
      }
      if (count < 0 || (count > 0 && ends(answer, length, end))) {
        return new String(answer, 0, length, StandardCharsets.UTF_8);
      }
      if (count == 0) {
        await(channel, selector, SelectionKey.OP_READ, deadline);
      }
    }
    throw new IOException("its answer has no end");
  }

  private static boolean ends(byte[] answer, int length, String end) {
    byte[] last = end.getBytes(StandardCharsets.UTF_8);
    return !end.equals(END_OF_FILE)
        && length >= last.length
        && Arrays.equals(answer, length - last.length, length, last, 0, last.length);
  }

  private static void await(
      SocketChannel channel, Selector selector, int operation, Deadline deadline)
      throws IOException {
    long millis = deadline.left().toMillis();
    if (millis <= 0) {
      throw new IOException("no answer in time");
    }
    channel.register(selector, operation);
    selector.select(millis);
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted");
    }
  }

  private static PortFailure.Unreachable unreachable(String whom, Exception cause) {
    return new PortFailure.Unreachable(
        "%s does not answer (%s): look whether it runs, and has this stats socket"
            .formatted(whom, words(cause)),
        cause);
  }

  private static String words(Exception cause) {
    String said = cause.getMessage();
    return said == null ? cause.getClass().getSimpleName() : said;
  }

  @Override
  public void close() {
    close(channel, selector);
  }

  private static void close(@Nullable SocketChannel channel, @Nullable Selector selector) {
    try {
      if (channel != null) {
        channel.close();
      }
      if (selector != null) {
        selector.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
