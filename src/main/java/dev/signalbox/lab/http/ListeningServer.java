package dev.signalbox.lab.http;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A running HTTP server.
 *
 * @param server what listens
 * @param port where on loopback
 */
public record ListeningServer(Server server, int port) implements AutoCloseable {

  /** Closes the port and every connection at once; new connections are refused. */
  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
