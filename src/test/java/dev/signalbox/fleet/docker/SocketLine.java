package dev.signalbox.fleet.docker;

import dev.signalbox.port.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A socket before an engine's own, whose line can be cut. */
final class SocketLine implements Line, AutoCloseable {

  private final Path path;
  private final Path engine;
  private final ServerSocketChannel server;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final AtomicBoolean losesNext = new AtomicBoolean();

  SocketLine(Path path, Path engine) {
    this.path = path;
    this.engine = engine;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  Path path() {
    return path;
  }

  @Override
  public void cutOff() {
    close();
  }

  @Override
  public void loseNextAnswer() {
    losesNext.set(true);
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        SocketChannel client = server.accept();
        SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        open.addAll(List.of(client, there));
        AtomicBoolean lost = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> pump(client, there, lost, true));
        Thread.ofPlatform().daemon().start(() -> pump(there, client, lost, false));
      }
    } catch (IOException e) {
      // Cut off.
    }
  }

  private void pump(SocketChannel from, SocketChannel to, AtomicBoolean lost, boolean asks) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        if (asks && isChange(buffer) && losesNext.compareAndSet(true, false)) {
          lost.set(true);
        }
        if (!asks && lost.get()) {
          return;
        }
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  private static boolean isChange(ByteBuffer request) {
    String start = StandardCharsets.US_ASCII.decode(request.duplicate()).toString();
    return start.startsWith("POST ") || start.startsWith("DELETE ");
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel each : open) {
        each.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
