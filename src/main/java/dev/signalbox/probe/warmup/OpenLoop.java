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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that begin at times that were fixed beforehand, until the targets hold. One thread sends
 * them off, counts and judges; the others only wait for answers. What cannot begin in time because
 * too many are under way begins late, in order, and is measured from when it should have begun.
 */
final class OpenLoop {

  /** How long a stop may go unnoticed. */
  private static final long LOOK_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double SECOND = 1e9;

  private final Load.AtRate load;
  private final WarmUpWords words;
  private final LongSupplier nanoTicker;
  private final Duration requestTimeout;
  private final HttpClient client = Exchange.client();
  private final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();
  private final Measured measured = new Measured();
  private final long begin;
  private long begun;
  private int judged;
  private int held;

  OpenLoop(Load.AtRate load, WarmUpWords words, LongSupplier nanoTicker, Duration requestTimeout) {
    this.load = load;
    this.words = words;
    this.nanoTicker = nanoTicker;
    this.requestTimeout = requestTimeout;
    this.begin = nanoTicker.getAsLong();
  }

  /** Sends requests until the targets hold, or until the pace's end. */
  StepOutcome run(Round round, Pace pace) throws InterruptedException {
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        return drive(round, pace, waiting);
      } finally {
        client.shutdownNow(); // Or the last answers would be awaited.
      }
    }
  }

  private StepOutcome drive(Round round, Pace pace, ExecutorService waiting)
      throws InterruptedException {
    while (true) {
      Optional<Pace.End> end = pace.end();
      if (end.isPresent()) {
        return ended(end.get(), pace.took());
      }
      while (underWay() < load.concurrency() && isDue()) {
        begin(round, waiting);
      }
      count(samples.poll(untilNext(), TimeUnit.NANOSECONDS));
      judge();
      if (held >= load.hold()) {
        return words.held(
            measured.report(pace.took(), judged - 1, load.window(), words.target()),
            load,
            measured.commonestError());
      }
      pace.say(() -> Optional.of(words.progress(measured, held, load)));
    }
  }

  private StepOutcome ended(Pace.End end, Duration took) {
    return switch (end) {
      case STOPPED -> words.ended(end, measured);
      case TIME_OUT ->
          words.notHeld(measured.window(Math.max(0, judged - 1)), load, measured, took);
    };
  }

  private long underWay() {
    return begun - measured.seen();
  }

  private boolean isDue() {
    return startOf(begun) <= now();
  }

  private long now() {
    return nanoTicker.getAsLong() - begin;
  }

  /** When a request is to begin, in nanoseconds since the warm-up began. */
  private long startOf(long index) {
    return (long) (index * SECOND / load.perSecond());
  }

  private long untilNext() {
    boolean full = underWay() >= load.concurrency();
    return full ? LOOK_UP_NANOS : Math.clamp(startOf(begun) - now(), 0, LOOK_UP_NANOS);
  }

  private void begin(Round round, ExecutorService waiting) {
    long index = begun++;
    long start = startOf(index);
    int window = (int) (start / load.window().toNanos());
    waiting.execute(
        () -> {
          String error = Round.send(client, round.at(index), requestTimeout);
          samples.add(new Sample(window, start, now() - start, error));
        });
  }

  private void count(@Nullable Sample first) {
    for (Sample sample = first; sample != null; sample = samples.poll()) {
      measured.add(sample);
    }
  }

  /** A window is judged when everything that belongs to it was answered. */
  private void judge() {
    while (measured.window(judged).requests() == requestsOf(judged)) {
      held = words.holds(measured.window(judged)) ? held + 1 : 0;
      judged++;
    }
  }

  /** How many requests are to begin in a window; at least one, or nothing could be judged. */
  private long requestsOf(int window) {
    return firstOf(window + 1L) - firstOf(window);
  }

  private long firstOf(long window) {
    long start = window * load.window().toNanos();
    long index = (long) Math.ceil(start * load.perSecond() / SECOND);
    while (index > 0 && startOf(index - 1) >= start) {
      index--;
    }
    while (startOf(index) < start) {
      index++;
    }
    return index;
  }
}
