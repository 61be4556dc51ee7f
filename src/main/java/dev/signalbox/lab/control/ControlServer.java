package dev.signalbox.lab.control;

import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.http.ListeningServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Listens for the control API; everything that the bot does to the lab comes in here. */
public final class ControlServer implements AutoCloseable {
  /** Above what clients keep idle connections for, so that these close them. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final ListeningServer server;

  /**
   * Starts listening.
   *
   * @param port on loopback, 0 for any free one
   * @param shutdown what a request to end the lab does; must return at once
   */
  public ControlServer(
      JettyPlatform platform, int port, Lanes lanes, Faults faults, Runnable shutdown) {
    List<Operation> operations =
        Stream.of(
                new LabOperations(lanes, faults, shutdown).list(),
                new TrafficOperations(lanes).list(),
                new FleetOperations(lanes).list())
            .flatMap(List::stream)
            .toList();
    this.server =
        platform.serveBlocking(
            "control API of the lab", port, IDLE, new ControlHandler(operations, faults));
  }

  /** Where it listens. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
