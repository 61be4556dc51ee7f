package dev.signalbox.fleet.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A registry that images are pulled from, as far as engines ask it for one. */
final class TestRegistry implements AutoCloseable {

  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  private static final int TLS_HANDSHAKE = 0x16;

  private final HttpServer server;
  private final ServerSocket door;
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private volatile String authorization = "";

  /** A registry that listens at an address of this machine. */
  TestRegistry(String address) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/v2/", this::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      door = new ServerSocket();
      door.bind(new InetSocketAddress(address, 0));
      Thread.ofVirtual().start(this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Engines try TLS first, and would wait long for the answer of a server that speaks none. */
  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket engine = door.accept();
        Thread.ofVirtual().start(() -> letIn(engine));
      } catch (IOException e) {
        return; // Closed by the test.
      }
    }
  }

  private void letIn(Socket engine) {
    try (engine;
        Socket inside =
            new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
      int first = engine.getInputStream().read();
      if (first < 0 || first == TLS_HANDSHAKE) {
        return;
      }
      inside.getOutputStream().write(first);
      Thread back = Thread.ofVirtual().start(() -> copy(inside, engine));
      copy(engine, inside);
      back.join();
    } catch (IOException e) {
      // The engine has what it wanted.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  /** What images in it are called, without a tag. */
  String repository() {
    return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort() + "/shop";
  }

  /** Puts an image there under a tag, which may have been another's. */
  void push(String tag, TestImage image) {
    blobs.put(TestImage.digest(image.layer()), image.layer());
    blobs.put(TestImage.digest(image.config()), image.config());
    manifests.put(tag, image.manifest());
    manifests.put(TestImage.digest(image.manifest()), image.manifest());
  }

  /** From now on whoever does not sign in like this is refused. */
  void requireLogin(String user, String password) {
    String both = user + ":" + password;
    authorization =
        "Basic "
            + java.util.Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean allowed =
        authorization.isEmpty()
            || authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!allowed) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"registry\"");
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_UNAUTHORIZED, -1);
    } else if (path.equals("/v2/")) {
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, -1);
    } else if (path.contains("/manifests/")) {
      send(exchange, manifests.get(last), MANIFEST);
    } else {
      send(exchange, blobs.get(last), "application/octet-stream");
    }
    exchange.close();
  }

  private static void send(
      HttpExchange exchange, byte @org.jspecify.annotations.Nullable [] content, String type)
      throws IOException {
    if (content == null) {
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, -1);
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Docker-Content-Digest", TestImage.digest(content));
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
    }
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, isHead ? -1 : content.length);
    if (!isHead) {
      exchange.getResponseBody().write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
