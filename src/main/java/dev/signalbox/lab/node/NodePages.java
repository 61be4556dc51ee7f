package dev.signalbox.lab.node;

import dev.signalbox.lab.http.Text;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What one node answers from one start to the next. */
final class NodePages extends Handler.Abstract.NonBlocking {
  /** Set by the lane's proxy on every request; {@code production} for users' traffic. */
  private static final String ENTRANCE = "X-Lab-Entrance";

  private static final Set<String> PAGES = Set.of("/", "/catalog", "/checkout");

  private final NodeIdentity identity;
  private final String version;
  private final int start;
  private final Behaviour behaviour;
  private final Latency latency;
  private final BooleanSupplier feelsWell;
  private final ScheduledExecutorService timer;
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong production = new AtomicLong();

  NodePages(
      NodeIdentity identity,
      String version,
      int start,
      Latency latency,
      BooleanSupplier feelsWell,
      ScheduledExecutorService timer) {
    this.identity = identity;
    this.version = version;
    this.start = start;
    this.behaviour = Behaviour.of(version);
    this.latency = latency;
    this.feelsWell = feelsWell;
    this.timer = timer;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("X-Version", version);
    headers.put("X-Cluster", identity.cluster());
    headers.put("X-Node", identity.node());
    headers.put(NodeIdentity.START, start);
    Callback answer = Callback.from(() -> answer(request, response, callback), callback::failed);
    Content.Source.consumeAll(request, answer);
    return true;
  }

  private void answer(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    switch (path) {
      case "/healthz" -> health(response, callback);
      case "/version" -> Text.plain(response, 200, toldVersion(), callback);
      case "/smoke" -> smoke(response, callback);
      default -> page(path, request, response, callback);
    }
  }

  private void health(Response response, Callback callback) {
    boolean up = feelsWell.getAsBoolean() && behaviour != Behaviour.UNHEALTHY;
    Text.json(
        response, up ? 200 : 503, "{\"status\":\"%s\"}".formatted(up ? "up" : "down"), callback);
  }

  private String toldVersion() {
    return behaviour == Behaviour.BAD_SMOKE ? "unknown" : version;
  }

  private void smoke(Response response, Callback callback) {
    if (behaviour == Behaviour.BAD_SMOKE) {
      Text.json(response, 500, "{\"smoke\":\"failed\",\"reason\":\"no stock found\"}", callback);
    } else {
      Text.json(response, 200, "{\"smoke\":\"passed\"}", callback);
    }
  }

  private void page(String path, Request request, Response response, Callback callback) {
    if (!PAGES.contains(path)) {
      Text.json(response, 404, "{\"error\":\"no such page\"}", callback);
      return;
    }
    boolean fails = isProduction(request) && failsNow();
    Runnable answer =
        () -> {
          if (fails) {
            Text.json(response, 500, "{\"error\":\"the cart is gone\"}", callback);
          } else {
            Text.json(response, 200, identification(), callback);
          }
        };
    later(takes(served.getAndIncrement()), answer);
  }

  private static boolean isProduction(Request request) {
    return "production".equals(request.getHeaders().get(ENTRANCE));
  }

  private boolean failsNow() {
    return behaviour == Behaviour.FLAKY && production.getAndIncrement() % 5 == 0;
  }

  private Duration takes(long number) {
    return switch (behaviour) {
      case COLD -> latency.cold();
      case SLOW_DRAIN -> number % 10 == 0 ? latency.slow() : latency.of(number);
      case WELL, NO_START, UNHEALTHY, BAD_SMOKE, FLAKY -> latency.of(number);
    };
  }

  private void later(Duration delay, Runnable answer) {
    if (delay.isZero()) {
      answer.run();
    } else {
      var _ = timer.schedule(answer, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private String identification() {
    return "{\"application\":\"%s\",\"version\":\"%s\",\"node\":\"%s\",\"cluster\":\"%s\"}"
        .formatted(identity.application(), version, identity.node(), identity.cluster());
  }
}
