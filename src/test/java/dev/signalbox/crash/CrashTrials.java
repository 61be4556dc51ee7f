package dev.signalbox.crash;

import dev.signalbox.crash.CrashPoint.Kind;
import dev.signalbox.crash.CrashTrial.Result;
import dev.signalbox.process.LabProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes trials, two at a time, each pair of hands with a lab of its own. */
final class CrashTrials implements AutoCloseable {
  private static final int AT_A_TIME = 2;

  /** Long enough to end the bot in the middle of an installation. */
  private static final Duration PACE = Duration.ofMillis(40);

  private final List<Hands> hands;

  /** A lab, and a directory for each bot that is tried with it. */
  private record Hands(LabProcess lab, Path directory, AtomicInteger bots) {
    Result make(CrashTrial trial) {
      Result result = trial.run(lab, directory.resolve("bot-" + bots.incrementAndGet()));
      // At once: whoever waits for many wants to see them come.
      System.out.println(result);
      return result;
    }
  }

  CrashTrials(Path directory) {
    hands =
        IntStream.range(0, AT_A_TIME)
            .mapToObj(number -> directory.resolve("hands-" + number))
            .map(own -> new Hands(LabProcess.start(own, PACE), own, new AtomicInteger()))
            .toList();
  }

  /** Makes each of these. */
  List<Result> make(List<CrashTrial> trials) {
    ConcurrentLinkedQueue<CrashTrial> left = new ConcurrentLinkedQueue<>(trials);
    ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
    withEach(
        own -> {
          for (CrashTrial trial = left.poll(); trial != null; trial = left.poll()) {
            results.add(own.make(trial));
          }
        });
    return List.copyOf(results);
  }

  /** Ends the bot at every count of this kind that the scenario comes to. */
  List<Result> everywhere(Scenario scenario, Kind kind) {
    ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger(1);
    AtomicBoolean beyond = new AtomicBoolean();
    withEach(
        own -> {
          while (!beyond.get()) {
            CrashPoint point = CrashPoint.at(kind, next.getAndIncrement());
            Result result = own.make(new CrashTrial(scenario, point));
            // One commit may have brought several: they are all done with.
            next.accumulateAndGet(result.count() + 1, Math::max);
            beyond.compareAndSet(false, !result.reached());
            results.add(result);
          }
        });
    return List.copyOf(results);
  }

  private void withEach(Consumer<Hands> work) {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      hands.forEach(own -> running.add(threads.submit(() -> work.accept(own))));
    }
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while trials are made", e);
      } catch (ExecutionException e) {
        throw new AssertionError("a trial could not be made", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    hands.forEach(own -> own.lab().close());
  }
}
