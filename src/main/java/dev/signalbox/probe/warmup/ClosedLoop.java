package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.probe.Exchange;
import dev.signalbox.probe.Unanswered;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Concurrent users, each sending one request after the other. They only send and measure; what they
 * measured is counted, said and judged by the one thread that runs the loop.
 */
final class ClosedLoop {

  /** How long a stop may go unnoticed while no answer comes in. */
  private static final long LOOK_UP_MILLIS = 100;

  private final WarmUpPolicy policy;
  private final LongSupplier nanoTicker;
  private final Duration requestTimeout;
  private final WarmUpWords words;
  private final HttpClient client = Exchange.client();
  private final AtomicInteger next = new AtomicInteger();
  private final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  ClosedLoop(
      String cluster, WarmUpPolicy policy, LongSupplier nanoTicker, Duration requestTimeout) {
    this.policy = policy;
    this.nanoTicker = nanoTicker;
    this.requestTimeout = requestTimeout;
    this.words = new WarmUpWords(cluster, policy);
  }

  /** Sends all requests, or as many as the pace allows. */
  StepOutcome run(List<URI> targets, Pace pace) {
    try {
      return drive(round(targets, policy.paths()), pace);
    } catch (MalformedURLException e) {
      return StepOutcome.failed(words.of(Unanswered.because(e, targets.getFirst())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return StepOutcome.failed(words.of("the warm-up was interrupted"));
    } finally {
      client.shutdownNow();
    }
  }

  private StepOutcome drive(List<HttpRequest> requests, Pace pace) throws InterruptedException {
    Measured measured = new Measured(policy.requests());
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      int concurrency = Math.clamp(policy.concurrency(), 1, policy.requests());
      for (int user = 0; user < concurrency; user++) {
        users.execute(() -> sendInTurn(requests));
      }
      try {
        return collect(measured, pace)
            .map(end -> words.ended(end, measured))
            .orElseGet(
                () ->
                    words.judged(
                        measured.report(pace.took(), policy.maxP95()), measured.commonestError()));
      } finally {
        ended = true;
        client.shutdownNow(); // Or the users would be awaited until their last answers.
      }
    }
  }

  /** One request for each path at each target; neighbours go to different targets. */
  private static List<HttpRequest> round(List<URI> targets, List<String> paths)
      throws MalformedURLException {
    List<HttpRequest> round = new ArrayList<>();
    for (String path : paths.isEmpty() ? List.of("/") : paths) {
      for (URI target : targets) {
        round.add(Exchange.get(target, path));
      }
    }
    return round;
  }

  private Optional<Pace.End> collect(Measured measured, Pace pace) throws InterruptedException {
    while (measured.seen() < policy.requests()) {
      Optional<Pace.End> end = pace.end();
      if (end.isPresent()) {
        return end;
      }
      Sample sample = samples.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      if (sample != null) {
        measured.add(sample);
      }
      pace.say(() -> Optional.of(words.progress(measured)));
    }
    return Optional.empty();
  }

  private void sendInTurn(List<HttpRequest> requests) {
    int index = next.getAndIncrement();
    while (!ended && index < policy.requests()) {
      samples.add(send(index, requests.get(index % requests.size())));
      index = next.getAndIncrement();
    }
  }

  private Sample send(int index, HttpRequest request) {
    long start = nanoTicker.getAsLong();
    try {
      HttpResponse<Void> answer =
          Exchange.send(client, request, HttpResponse.BodyHandlers.discarding(), requestTimeout);
      long took = nanoTicker.getAsLong() - start;
      int status = answer.statusCode();
      return new Sample(index, took, status < 400 ? "" : "status " + status);
    } catch (IOException e) {
      long took = nanoTicker.getAsLong() - start;
      return new Sample(index, took, Unanswered.because(e, request.uri()));
    }
  }
}
