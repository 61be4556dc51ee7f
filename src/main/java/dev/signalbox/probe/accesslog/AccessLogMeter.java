package dev.signalbox.probe.accesslog;

import dev.signalbox.port.Inspectable;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficMeter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that a router logs to us. It knows what was logged since the bot was started,
 * an hour at most. UDP loses lines when the machine is very busy; what arrives is a sample then,
 * and judged as one.
 */
public final class AccessLogMeter implements TrafficMeter, Inspectable, AutoCloseable {
  private static final int LONGEST_DATAGRAM = 65_536;
  private static final int WAITING_BYTES = 4 * 1024 * 1024;

  private final AccessLogSettings settings;
  private final RequestCounts counts;
  private final Pattern shape;
  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong notRead = new AtomicLong();
  private @Nullable DatagramSocket socket;
  private boolean closed;

  /** Listens from now on; where that is not possible, it is tried again when it is asked. */
  public AccessLogMeter(AccessLogSettings settings, InstantSource clock) {
    this.settings = settings;
    this.counts = new RequestCounts(clock);
    this.shape = settings.shape();
    var _ = listen();
  }

  /** Why it does not listen; empty when it does. */
  private synchronized Optional<IOException> listen() {
    if (socket != null || closed) {
      return Optional.empty();
    }
    try {
      DatagramSocket fresh = new DatagramSocket(settings.listen());
      fresh.setOption(StandardSocketOptions.SO_RCVBUF, WAITING_BYTES);
      socket = fresh;
      Thread.ofPlatform().daemon().name("access-log").start(() -> receive(fresh));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void receive(DatagramSocket from) {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
    while (!from.isClosed()) {
      try {
        packet.setLength(LONGEST_DATAGRAM);
        from.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        count(text);
      } catch (SocketException e) {
        // Closed, or the kernel tells of somebody else's error; the loop looks which.
      } catch (IOException e) {
        notRead.incrementAndGet();
      }
    }
  }

  private void count(String datagram) {
    Optional<AccessLine> line = AccessLine.parse(datagram);
    if (line.isEmpty()) {
      notRead.incrementAndGet();
      return;
    }
    String cluster = AccessLogSettings.clusterOf(shape, line.get().backend());
    if (!cluster.isEmpty() && counts.count(cluster, line.get())) {
      counted.incrementAndGet();
    }
  }

  /** Our address; where the port was 0, with the one that it has. */
  synchronized InetSocketAddress address() {
    return socket == null ? settings.listen() : (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public List<Share> since(Instant from) {
    Optional<IOException> problem = listen();
    if (problem.isPresent()) {
      throw new PortFailure.Unreachable(cannotListen(problem.get()), problem.get());
    }
    return counts.since(from);
  }

  private String cannotListen(IOException e) {
    return "the access log cannot be received at " + settings.listen() + ": " + e.getMessage();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    String what = "access log at " + settings.listen();
    Optional<IOException> problem = listen();
    if (problem.isPresent()) {
      return List.of(
          new Finding.Bad(
              what,
              cannotListen(problem.get()),
              "Free the port, or write another one; each lane needs its own."));
    }
    if (notRead.get() > 0) {
      return List.of(
          new Finding.Bad(
              what,
              counted + " lines counted, " + notRead + " that cannot be read",
              "Give the router the log format of docs/watch.md."));
    }
    return List.of(new Finding.Good(what, counted + " lines counted"));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      socket.close();
    }
  }
}
