package dev.signalbox.lab.http;

import java.net.BindException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The threads, timers and buffers that all HTTP servers and clients of one lab share.
 *
 * <p>A lab has twenty servers, most of them idle; with a thread pool each they would hold hundreds
 * of threads. Servers and clients made here neither start nor stop what is shared; only {@link
 * #close()} does.
 */
public final class JettyPlatform implements AutoCloseable {
  /** The only address that the lab listens on. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int ONE_SELECTOR = 1;
  private static final int ACCEPT_IN_THE_SELECTOR = 0;

  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final VirtualThreadPool virtualThreads = new VirtualThreadPool();
  private final Scheduler scheduler = new ScheduledExecutorScheduler("lab-http-timer", true);
  private final ByteBufferPool buffers = new ArrayByteBufferPool();

  /** Starts the shared parts. */
  public JettyPlatform() {
    threads.setName("lab-http");
    threads.setDaemon(true);
    virtualThreads.setName("lab-control");
    LifeCycle.start(threads);
    LifeCycle.start(virtualThreads);
    LifeCycle.start(scheduler);
  }

  /**
   * Starts a server on loopback whose handler never blocks.
   *
   * @param purpose what the port is for, as the message about a taken port says it
   * @param port 0 for any free one
   * @param idle after which a kept-alive connection is closed
   * @throws PortTakenException if something else listens on the port
   */
  public ListeningServer serve(String purpose, int port, Duration idle, Handler handler) {
    return serve(purpose, port, idle, handler, List.of());
  }

  /** Starts a server like {@link #serve}, at the same port of more addresses of loopback too. */
  public ListeningServer serve(
      String purpose, int port, Duration idle, Handler handler, List<String> more) {
    Server server = new Server(threads, scheduler, buffers);
    return listen(server, purpose, port, idle, handler, more);
  }

  /** Starts a server like {@link #serve}, whose handler may block: each request has a thread. */
  public ListeningServer serveBlocking(String purpose, int port, Duration idle, Handler handler) {
    Server server = new Server(virtualThreads, scheduler, buffers);
    return listen(server, purpose, port, idle, handler, List.of());
  }

  private static ListeningServer listen(
      Server server, String purpose, int port, Duration idle, Handler handler, List<String> more) {
    ServerConnector connector = connector(server, LOOPBACK, port, idle);
    server.setHandler(handler);
    try {
      server.start();
      for (String address : more) {
        connector(server, address, connector.getLocalPort(), idle).start();
      }
    } catch (Exception failure) {
      LifeCycle.stop(server);
      throw explain(failure, purpose, port);
    }
    return new ListeningServer(server, connector.getLocalPort());
  }

  private static ServerConnector connector(Server server, String address, int port, Duration idle) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(
            server, ACCEPT_IN_THE_SELECTOR, ONE_SELECTOR, new HttpConnectionFactory(http));
    connector.setHost(address);
    connector.setPort(port);
    connector.setAcceptQueueSize(1024);
    connector.setIdleTimeout(idle.toMillis());
    server.addConnector(connector);
    return connector;
  }

  /** A client, not yet started, that follows no redirects, keeps no cookies and adds no header. */
  public HttpClient client(Duration connect, Duration idle, int maxConnections) {
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(ONE_SELECTOR);
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setExecutor(threads);
    client.setScheduler(scheduler);
    client.setByteBufferPool(buffers);
    client.setConnectTimeout(connect.toMillis());
    client.setIdleTimeout(idle.toMillis());
    client.setDestinationIdleTimeout(idle.multipliedBy(2).toMillis());
    client.setMaxConnectionsPerDestination(maxConnections);
    client.setMaxRequestsQueuedPerDestination(8 * 1024);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    return client;
  }

  @Override
  public void close() {
    LifeCycle.stop(scheduler);
    LifeCycle.stop(virtualThreads);
    LifeCycle.stop(threads);
  }

  private static RuntimeException explain(Exception failure, String purpose, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new PortTakenException(port, purpose, failure);
      }
    }
    return new IllegalStateException(
        "Cannot listen on port " + port + " (" + purpose + "): " + failure.getMessage(), failure);
  }
}
