package dev.signalbox.traffic.haproxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A node that says its name, is as healthy as a test wants, and can hold a request. */
final class TestNode implements AutoCloseable {
  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore held = new Semaphore(0);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private volatile boolean healthy = true;

  TestNode(String name) {
    this.name = name;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/hold")) {
      held.release();
      hold();
    }
    byte[] body = name.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(path.equals("/healthz") && !healthy ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void hold() {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String name() {
    return name;
  }

  int port() {
    return server.getAddress().getPort();
  }

  Node node() {
    return new Node(name, URI.create("http://127.0.0.1:" + port()));
  }

  /** Waits until a request is held here. */
  void awaitHeld() throws InterruptedException {
    held.acquire();
  }

  /** Whether a request is held here that nobody has waited for. */
  boolean holds() {
    return held.availablePermits() > 0;
  }

  /** Ends what is held, now and later. */
  void letGo() {
    letGo.countDown();
  }

  void healthy(boolean isSo) {
    healthy = isSo;
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
    threads.shutdownNow();
  }
}
