package dev.signalbox.traffic.nginx;

import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Whether a node is healthy. nginx itself has no health checks (it only avoids for a while what has
 * just failed), so the bot looks at the node's own address.
 */
@FunctionalInterface
public interface NodeHealth {

  /** Asks the node now. */
  boolean isHealthy(Node node);

  /** A node is healthy that answers a GET of this path with a status from 200 to 299 in time. */
  static NodeHealth answers(String path, Duration within) {
    return node -> {
      HttpClient client = HttpClient.newBuilder().connectTimeout(within).build();
      try {
        URI address = node.address().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(address).timeout(within).build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        return status >= 200 && status < 300;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        client.shutdownNow();
      }
    };
  }

  /** A node is healthy that accepts connections. */
  static NodeHealth accepts(Duration within) {
    return node -> {
      try (Socket socket = new Socket()) {
        InetSocketAddress address =
            new InetSocketAddress(node.address().getHost(), Servers.port(node.address()));
        socket.connect(address, (int) within.toMillis());
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }
}
