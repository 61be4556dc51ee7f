package dev.signalbox.traffic.dns;

import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks nodes whether they can take requests, because the DNS cannot tell.
 *
 * @param path a page that answers with a status from 200 to 299 when all is well; empty to be
 *     content with a connection
 * @param timeout the longest that one node is waited for
 */
public record NodeHealth(Optional<String> path, Duration timeout) {
  private static final int GOOD = 2;

  /** Refuses a path that is none. */
  public NodeHealth {
    path.filter(it -> !it.startsWith("/"))
        .ifPresent(
            it -> {
              throw new IllegalArgumentException(
                  "path '" + it + "' is no path: write one that begins with a slash");
            });
  }

  boolean isHealthy(Node node) {
    try {
      return path.isPresent() ? answers(node.address(), path.get()) : connects(node.address());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answers(URI node, String at) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) node.resolve(at).toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setInstanceFollowRedirects(false);
    try {
      return connection.getResponseCode() / 100 == GOOD;
    } finally {
      connection.disconnect();
    }
  }

  private boolean connects(URI node) throws IOException {
    int port = node.getPort() > 0 ? node.getPort() : node.toURL().getDefaultPort();
    String host = node.getHost().replaceAll("[\\[\\]]", "");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
      return true;
    }
  }
}
