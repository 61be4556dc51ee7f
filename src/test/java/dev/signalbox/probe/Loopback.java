package dev.signalbox.probe;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server on a free port of this machine. */
public final class Loopback implements AutoCloseable {

  /** Talks to one connection, without any protocol of its own. */
  public interface Talk {
    /** Reads and writes what it likes; the connection is closed afterwards. */
    void with(Socket socket) throws IOException;
  }

  private final URI uri;
  private final Runnable stop;

  private Loopback(String scheme, InetSocketAddress address, Runnable stop) {
    this.uri = URI.create(scheme + "://127.0.0.1:" + address.getPort());
    this.stop = stop;
  }

  /** An HTTP server. */
  public static Loopback http(HttpHandler handler) {
    try {
      return started("http", HttpServer.create(anyPort(), 0), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An HTTPS server. */
  public static Loopback https(SSLContext context, HttpHandler handler) {
    try {
      HttpsServer server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      return started("https", server, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An HTTP server that gives everybody this answer. */
  public static Loopback answering(int status, String body) {
    return http(
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** A server that speaks no protocol but what is said here. */
  public static Loopback raw(Talk talk) {
    try {
      ServerSocket listening = new ServerSocket();
      listening.bind(anyPort());
      Thread.ofVirtual().start(() -> accept(listening, talk));
      return new Loopback(
          "http", (InetSocketAddress) listening.getLocalSocketAddress(), () -> close(listening));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that reads a request and then says this, whatever it is. */
  public static Loopback saying(String words) {
    return raw(
        socket -> {
          readRequest(socket);
          socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** Reads up to the empty line that ends a request's head. */
  public static void readRequest(Socket socket) throws IOException {
    int ends = 0;
    while (ends < 4) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return;
      }
      ends = next == '\r' || next == '\n' ? ends + 1 : 0;
    }
  }

  /** Where it answers. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    stop.run();
  }

  private static Loopback started(String scheme, HttpServer server, HttpHandler handler) {
    server.createContext("/", handler);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return new Loopback(scheme, server.getAddress(), () -> server.stop(0));
  }

  private static void accept(ServerSocket listening, Talk talk) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> talkAndClose(socket, talk));
      } catch (IOException _) {
        return; // Closed by the test.
      }
    }
  }

  private static void talkAndClose(Socket socket, Talk talk) {
    try (socket) {
      talk.with(socket);
    } catch (IOException _) {
      // The other side went away, which is what some tests are about.
    }
  }

  private static void close(ServerSocket listening) {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
