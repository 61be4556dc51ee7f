package dev.signalbox.lab.trickle;

import dev.signalbox.lab.traffic.Outcome;
import dev.signalbox.lab.traffic.TrafficCounters;
import dev.signalbox.lab.traffic.TrafficKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * The users of one lane: so many requests a second over kept-alive connections, each counted by
 * what came back.
 */
public final class Trickle implements AutoCloseable {
  private static final List<String> PAGES = List.of("/", "/catalog", "/checkout");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than these are never under way at once: users who wait do not click again. */
  private static final int PATIENT_USERS = 200;

  private final Supplier<URI> entrance;
  private final HttpClient client;
  private final ScheduledExecutorService timer;
  private final TrafficCounters seen;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private @Nullable ScheduledFuture<?> clicks;
  private int perSecond;

  /**
   * Users who have not begun yet; {@code client} is running and does not end with them.
   *
   * @param entrance where each request goes; must return at once
   */
  public Trickle(
      Supplier<URI> entrance,
      HttpClient client,
      ScheduledExecutorService timer,
      TrafficCounters seen) {
    this.entrance = entrance;
    this.client = client;
    this.timer = timer;
    this.seen = seen;
  }

  /** Sends so many requests a second from now on; 0 for none. */
  public synchronized void rate(int requestsPerSecond) {
    if (requestsPerSecond < 0 || requestsPerSecond > 10_000) {
      throw new IllegalArgumentException(
          "rate: found " + requestsPerSecond + ", write 0 to 10000 requests per second");
    }
    close();
    perSecond = requestsPerSecond;
    if (requestsPerSecond > 0) {
      long period = TimeUnit.SECONDS.toNanos(1) / requestsPerSecond;
      clicks = timer.scheduleAtFixedRate(this::click, period, period, TimeUnit.NANOSECONDS);
    }
  }

  /** Requests per second. */
  public synchronized int rate() {
    return perSecond;
  }

  /** What the users saw; a request that got no answer counts as failed. */
  public TrafficCounters seen() {
    return seen;
  }

  private void click() {
    if (underWay.incrementAndGet() > PATIENT_USERS) {
      underWay.decrementAndGet();
      return;
    }
    int page = Math.floorMod(sent.getAndIncrement(), PAGES.size());
    long begun = NanoTime.now();
    client
        .newRequest(entrance.get().resolve(PAGES.get(page)))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .send(result -> answered(result, Duration.ofNanos(NanoTime.since(begun))));
  }

  private void answered(Result result, Duration took) {
    underWay.decrementAndGet();
    Outcome outcome =
        result.isSucceeded() ? Outcome.ofStatus(result.getResponse().getStatus()) : Outcome.FAILED;
    seen.record(
        new TrafficKey(header(result, "X-Cluster"), header(result, "X-Version")), outcome, took);
  }

  private static String header(Result result, String name) {
    return result.getResponse() == null
        ? ""
        : Objects.requireNonNullElse(result.getResponse().getHeaders().get(name), "");
  }

  /** Sends no more requests; those under way are still counted. */
  @Override
  public synchronized void close() {
    if (clicks != null) {
      clicks.cancel(false);
      clicks = null;
    }
  }
}
