package dev.signalbox.lab.proxy;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.jspecify.annotations.Nullable;

/** Asks every node of a lane for {@code /healthz}, again and again, and tells the router. */
public final class Health implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What one check found. */
  enum Finding {
    /** It answered 200. */
    WELL,
    /** It answered something else. */
    UNWELL,
    /** It refused the connection, so it is down. */
    REFUSED,
    /** It did not answer in time or cut the connection; on a busy machine that may be nothing. */
    SILENT
  }

  private final Router router;
  private final HttpClient client;
  private final ScheduledExecutorService timer;
  private final Duration interval;
  private @Nullable ScheduledFuture<?> rounds;

  /** Checks on demand only, until {@link #begin}; {@code client} is running. */
  public Health(
      Router router, HttpClient client, ScheduledExecutorService timer, Duration interval) {
    this.router = router;
    this.client = client;
    this.timer = timer;
    this.interval = interval;
  }

  /** Begins checking every node, again and again. */
  public synchronized void begin() {
    rounds =
        timer.scheduleWithFixedDelay(this::checkAll, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void checkAll() {
    for (Target target : router.targets()) {
      var _ = check(target);
    }
  }

  /** Checks one node now; completes, never exceptionally, when the router knows the finding. */
  public CompletableFuture<Void> checkNow(String node) {
    return router.target(node).map(this::check).orElse(CompletableFuture.completedFuture(null));
  }

  private CompletableFuture<Void> check(Target target) {
    CompletableFuture<Void> known = new CompletableFuture<>();
    client
        .newRequest(target.address().resolve("/healthz"))
        .tag("health of start " + target.incarnation())
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .send(
            result -> {
              router.judged(target, finding(result));
              known.complete(null);
            });
    return known;
  }

  private static Finding finding(Result result) {
    if (result.isSucceeded()) {
      return result.getResponse().getStatus() == 200 ? Finding.WELL : Finding.UNWELL;
    }
    return result.getFailure() instanceof ConnectException ? Finding.REFUSED : Finding.SILENT;
  }

  @Override
  public synchronized void close() {
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
