package dev.signalbox.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that answers with its name: to {@code /slow} when it is let, to {@code …/fail} badly. */
public final class Backend implements AutoCloseable {
  private final String name;
  private final HttpServer server;
  private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger slow = new AtomicInteger();
  private volatile CountDownLatch let = new CountDownLatch(1);
  private volatile boolean well = true;

  /** Starts it on a free port of loopback. */
  public Backend(String name) throws IOException {
    this.name = name;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(answers);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its name and address. */
  public Node node() {
    return new Node(name, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  /** The slow requests that it is answering. */
  public int slow() {
    return slow.get();
  }

  /** Answers all slow requests that there are and will be. */
  public void let() {
    let.countDown();
  }

  /** From now on it answers everything with 503. */
  public void ail() {
    well = false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/slow")) {
        slow.incrementAndGet();
        let.await();
        slow.decrementAndGet();
      }
      byte[] body = name.getBytes(StandardCharsets.UTF_8);
      boolean fails = exchange.getRequestURI().getPath().endsWith("/fail");
      exchange.getResponseHeaders().set("X-Version", "v1");
      exchange.sendResponseHeaders(fails ? 500 : well ? 200 : 503, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    let();
    server.stop(0);
    answers.shutdownNow();
  }
}
