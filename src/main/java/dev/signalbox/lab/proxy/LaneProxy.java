package dev.signalbox.lab.proxy;

import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.http.ListeningServer;
import dev.signalbox.lab.traffic.TrafficCounters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The reverse proxy of one lane: it listens for users and spreads them over the live cluster. */
public final class LaneProxy implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration CLIENT_IDLE = Duration.ofMinutes(2);

  /** Well below the idle time of nodes: the side that picks a pooled connection also closes it. */
  private static final Duration NODE_IDLE = Duration.ofSeconds(30);

  private static final int CONNECTIONS_PER_NODE = 1024;

  private final Health health;
  private final ListeningServer server;

  /**
   * Where a lane's users come in.
   *
   * @param lane whose traffic it is
   * @param port on loopback, 0 for any free one
   * @param clusters by name, those whose users come to an address of the cluster's own, at the same
   *     port
   */
  public record Doors(String lane, int port, Map<String, String> clusters) {
    /** Copies the addresses. */
    public Doors {
      clusters = Map.copyOf(clusters);
    }

    /** The cluster whose own address this is. */
    Optional<String> at(String address) {
      return clusters.entrySet().stream()
          .filter(it -> it.getValue().equals(address))
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  /** Starts listening, and begins checking the nodes. */
  public LaneProxy(
      JettyPlatform platform, Doors doors, Router router, Health health, TrafficCounters counters) {
    this.health = health;
    this.server =
        platform.serve(
            "production traffic of " + doors.lane(),
            doors.port(),
            CLIENT_IDLE,
            new ReverseProxy(
                router,
                doors,
                () -> platform.client(CONNECT, NODE_IDLE, CONNECTIONS_PER_NODE),
                counters),
            doors.clusters().values().stream().sorted().toList());
    health.begin();
  }

  /** Where users' requests come in, on loopback. */
  public int port() {
    return server.port();
  }

  /** The health checks, to ask for one at once. */
  public Health health() {
    return health;
  }

  @Override
  public void close() {
    health.close();
    server.close();
  }
}
