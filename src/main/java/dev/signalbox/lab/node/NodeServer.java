package dev.signalbox.lab.node;

import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.http.ListeningServer;
import dev.signalbox.lab.http.PortTakenException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A node that can be started at a version and stopped; between the two its port refuses
 * connections.
 *
 * <p>Its port stays the same from start to start. Safe for use by several threads.
 */
public final class NodeServer {
  /** Far above the idle time of the proxy's pooled connections, so that the proxy closes first. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final JettyPlatform platform;
  private final ScheduledExecutorService timer;
  private final NodeIdentity identity;
  private final Latency latency;
  private final AtomicBoolean feelsWell = new AtomicBoolean(true);
  private int port;
  private int starts;
  private @Nullable ListeningServer listening;

  /** A node that is not running yet. {@code port} is 0 for any free one, chosen at first start. */
  public NodeServer(
      JettyPlatform platform,
      ScheduledExecutorService timer,
      NodeIdentity identity,
      Latency latency,
      int port) {
    this.platform = platform;
    this.timer = timer;
    this.identity = identity;
    this.latency = latency;
    this.port = port;
  }

  /**
   * Starts the node cold, at this version; a running node is stopped first.
   *
   * @throws NodeStartException if the version does not start, or the port is taken; the node is
   *     down then
   */
  public synchronized void start(String version) throws NodeStartException {
    stop();
    Behaviour behaviour = Behaviour.of(version);
    if (behaviour == Behaviour.NO_START) {
      throw new NodeStartException(
          "%s did not start with %s: it exited with status 1".formatted(identity.node(), version));
    }
    starts++;
    NodePages pages = new NodePages(identity, version, starts, latency, feelsWell::get, timer);
    String purpose = "node %s of %s".formatted(identity.node(), identity.application());
    try {
      ListeningServer server = platform.serve(purpose, port, IDLE, pages);
      listening = server;
      port = server.port();
    } catch (PortTakenException taken) {
      throw new NodeStartException(String.valueOf(taken.getMessage()), taken);
    }
  }

  /** Stops the node at once, cutting what it was answering; harmless when it is down already. */
  public synchronized void stop() {
    Optional.ofNullable(listening).ifPresent(ListeningServer::close);
    listening = null;
  }

  /** Whether the node listens. */
  public synchronized boolean running() {
    return listening != null;
  }

  /** Where the node listens or will listen; 0 before its first start at any free port. */
  public synchronized int port() {
    return port;
  }

  /** Takes any free port at the next start, because another process has this one. */
  public synchronized void forgetPort() {
    port = 0;
  }

  /** Makes {@code /healthz} answer 503 from now on, or 200 again; survives restarts of the node. */
  public void feelWell(boolean well) {
    feelsWell.set(well);
  }
}
