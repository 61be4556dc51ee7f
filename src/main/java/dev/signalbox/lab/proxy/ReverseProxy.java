package dev.signalbox.lab.proxy;

import dev.signalbox.lab.http.Text;
import dev.signalbox.lab.traffic.Outcome;
import dev.signalbox.lab.traffic.TrafficCounters;
import dev.signalbox.lab.traffic.TrafficKey;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Passes each request on to the node that the router chooses, and counts it.
 *
 * <p>A request goes to a second node only if the first refused the connection, so that it was
 * provably not sent; anything else that goes wrong is the client's 502.
 */
final class ReverseProxy extends ProxyHandler.Reverse {
  private static final String PASSAGE = Passage.class.getName();

  /** No request is tried more often than this, however many nodes there are. */
  private static final int ATTEMPTS = 4;

  private final Router router;
  private final LaneProxy.Doors doors;
  private final TrafficCounters counters;
  private final Supplier<HttpClient> newClient;

  ReverseProxy(
      Router router,
      LaneProxy.Doors doors,
      Supplier<HttpClient> newClient,
      TrafficCounters counters) {
    super(ReverseProxy::rewritten);
    this.router = router;
    this.doors = doors;
    this.counters = counters;
    this.newClient = newClient;
    setViaHost("lab");
  }

  @Override
  protected HttpClient newHttpClient() {
    return newClient.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Route route = throughDoor(request, Route.of(request.getHttpURI().getPathQuery()));
    Passage passage = new Passage(route);
    request.setAttribute(PASSAGE, passage);
    Request.addCompletionListener(request, failure -> ended(request, response, passage, failure));
    return pass(request, response, callback, passage);
  }

  /** Users who came to a cluster's own address go to that cluster. */
  private Route throughDoor(Request request, Route asked) {
    return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress at
            && asked.entrance() instanceof Entrance.Production
        ? doors
            .at(at.getAddress().getHostAddress())
            .map(it -> new Route(new Entrance.Production(Optional.of(it)), asked.pathQuery()))
            .orElse(asked)
        : asked;
  }

  private boolean pass(Request request, Response response, Callback callback, Passage passage) {
    Optional<Ticket> ticket = router.admit(passage.route.entrance());
    if (ticket.isEmpty()) {
      Text.plain(response, 503, "No healthy node is in rotation.\n", callback);
      return true;
    }
    passage.ticket = ticket.get();
    passage.attempts++;
    try {
      return super.handle(request, response, callback);
    } catch (IllegalArgumentException unfit) {
      Text.plain(response, 400, "The path or query is not a valid URI.\n", callback);
      return true;
    }
  }

  private static HttpURI rewritten(Request request) {
    Passage passage = passage(request);
    return HttpURI.from(passage.ticket().address() + passage.route.pathQuery());
  }

  @Override
  protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI uri) {
    return super.newProxyToServerRequest(request, uri)
        .tag("start " + passage(request).ticket().incarnation());
  }

  @Override
  protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request upstream) {
    super.addProxyHeaders(request, upstream);
    String word = passage(request).route.entrance().word();
    upstream.headers(headers -> headers.put(new HttpField(Entrance.HEADER, word)));
  }

  @Override
  protected void onServerToProxyResponseFailure(
      Request request,
      org.eclipse.jetty.client.Request upstream,
      org.eclipse.jetty.client.Response answer,
      Response response,
      Callback callback,
      Throwable failure) {
    Passage passage = passage(request);
    if (failure instanceof ConnectException) {
      router.refused(passage.ticket());
      if (passage.attempts < ATTEMPTS && !hasBody(request)) {
        passage.ticket().close();
        pass(request, response, callback, passage);
        return;
      }
    }
    passage.broken = isConnected(request);
    super.onServerToProxyResponseFailure(request, upstream, answer, response, callback, failure);
  }

  /** A body may have been read in part already, and could not be sent twice. */
  private static boolean hasBody(Request request) {
    long length = request.getLength();
    return length > 0
        || (length < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
  }

  private static boolean isConnected(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint().isOpen();
  }

  private void ended(
      Request request, Response response, Passage passage, @Nullable Throwable failure) {
    Ticket ticket = passage.ticket;
    if (ticket != null) {
      ticket.close();
    }
    if (passage.route.entrance() instanceof Entrance.Production) {
      Duration took = Duration.ofNanos(NanoTime.since(request.getBeginNanoTime()));
      counters.record(key(response, ticket), outcome(response, passage, failure), took);
    }
  }

  private TrafficKey key(Response response, @Nullable Ticket ticket) {
    String version = response.getHeaders().get("X-Version");
    return new TrafficKey(
        ticket == null ? router.live() : ticket.cluster(), Objects.requireNonNullElse(version, ""));
  }

  private static Outcome outcome(Response response, Passage passage, @Nullable Throwable failure) {
    if (passage.broken) {
      return Outcome.FAILED;
    }
    return failure == null ? Outcome.ofStatus(response.getStatus()) : Outcome.ABANDONED;
  }

  private static Passage passage(Request request) {
    return (Passage) request.getAttribute(PASSAGE);
  }

  /** One request on its way through. */
  private static final class Passage {
    private final Route route;
    private @Nullable Ticket ticket;
    private int attempts;
    private boolean broken;

    Passage(Route route) {
      this.route = route;
    }

    Ticket ticket() {
      return Objects.requireNonNull(ticket, "a request on its way has a ticket");
    }
  }
}
