package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.probe.Exchange;
import java.net.http.HttpClient;
import java.time.Duration;
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

  private static final int WINDOWS = 10;

  /** How long a stop may go unnoticed while no answer comes in. */
  private static final long LOOK_UP_MILLIS = 100;

  private final Load.InTurn load;
  private final LongSupplier nanoTicker;
  private final Duration requestTimeout;
  private final WarmUpWords words;
  private final HttpClient client = Exchange.client();
  private final AtomicInteger next = new AtomicInteger();
  private final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();
  private final long begin;
  private volatile boolean ended;

  ClosedLoop(
      Load.InTurn load, WarmUpWords words, LongSupplier nanoTicker, Duration requestTimeout) {
    this.load = load;
    this.words = words;
    this.begin = nanoTicker.getAsLong();
    this.nanoTicker = nanoTicker;
    this.requestTimeout = requestTimeout;
  }

  /** Sends all requests, or as many as the pace allows. */
  StepOutcome run(Round round, Pace pace) throws InterruptedException {
    Measured measured = new Measured();
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      int concurrency = Math.clamp(load.concurrency(), 1, load.requests());
      for (int user = 0; user < concurrency; user++) {
        users.execute(() -> sendInTurn(round));
      }
      try {
        return collect(measured, pace)
            .map(end -> words.ended(end, measured))
            .orElseGet(
                () ->
                    words.judged(
                        measured.report(
                            pace.took(),
                            window(load.requests() - 1),
                            Duration.ZERO,
                            words.target()),
                        measured.commonestError()));
      } finally {
        ended = true;
        client.shutdownNow(); // Or the users would be awaited until their last answers.
      }
    }
  }

  private Optional<Pace.End> collect(Measured measured, Pace pace) throws InterruptedException {
    while (measured.seen() < load.requests()) {
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

  private void sendInTurn(Round round) {
    int index = next.getAndIncrement();
    while (!ended && index < load.requests()) {
      long start = nanoTicker.getAsLong();
      String error = Round.send(client, round.at(index), requestTimeout);
      long took = nanoTicker.getAsLong() - start;
      samples.add(new Sample(window(index), start - begin, took, error));
      index = next.getAndIncrement();
    }
  }

  /** Windows of equally many requests, at most {@value #WINDOWS}. */
  private int window(int index) {
    return (int) ((long) index * Math.min(WINDOWS, load.requests()) / load.requests());
  }
}
