package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A line to a runtime API that can be cut, and that can swallow the answer to a change. */
final class SocketRelay implements Line, AutoCloseable {
  private final Path to;
  private final ServerSocketChannel listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean swallow = new AtomicBoolean();
  private volatile boolean cut;
  private volatile Consumer<String> before = _ -> {};

  SocketRelay(Path from, Path to) {
    this.to = to;
    try {
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = threads.submit(this::accept);
  }

  /** Shows a test each command before HAProxy gets it. */
  void before(Consumer<String> command) {
    before = command;
  }

  private Void accept() throws IOException {
    while (true) {
      SocketChannel client = listener.accept();
      open.add(client);
      var _ = threads.submit(() -> relay(client));
    }
  }

  private Void relay(SocketChannel client) throws IOException {
    try (client;
        SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.connect(UnixDomainSocketAddress.of(to));
      open.add(server);
      ByteBuffer bytes = ByteBuffer.allocate(256 * 1024);
      while (!cut && client.read(bytes.clear()) > 0) {
        String command = StandardCharsets.UTF_8.decode(bytes.flip().duplicate()).toString();
        before.accept(command);
        server.write(bytes);
        boolean lose = command.startsWith("set ") && swallow.compareAndSet(true, false);
        if (!answer(server, client, lose)) {
          return null;
        }
      }
    }
    return null;
  }

  /** Hands an answer on up to its prompt; false when it was swallowed, or never came. */
  private static boolean answer(SocketChannel server, SocketChannel client, boolean lose)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(256 * 1024);
    String all = "";
    while (!all.endsWith("\n> ")) {
      if (server.read(bytes.clear()) < 0) {
        return false;
      }
      all += StandardCharsets.UTF_8.decode(bytes.flip().duplicate());
      if (!lose) {
        client.write(bytes);
      }
    }
    return !lose;
  }

  @Override
  public void cutOff() {
    cut = true;
    try {
      listener.close();
      for (SocketChannel channel : open) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void loseNextAnswer() {
    swallow.set(true);
  }

  @Override
  public void close() {
    cutOff();
    threads.shutdownNow();
  }
}
