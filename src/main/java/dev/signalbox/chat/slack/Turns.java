package dev.signalbox.chat.slack;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what people ask for after Slack has had its acknowledgement: what one person does in the
 * order in which it came, different people beside each other.
 */
final class Turns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slack-", 0).factory());
  private final Map<String, CompletableFuture<?>> last = new ConcurrentHashMap<>();

  void take(String who, Runnable work) {
    last.compute(
        who,
        (_, before) -> {
          CompletableFuture<?> turn =
              before == null
                  ? CompletableFuture.runAsync(() -> run(work), threads)
                  : before.thenRunAsync(() -> run(work), threads);
          return turn;
        });
    last.computeIfPresent(who, (_, turn) -> turn.isDone() ? null : turn);
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("what came from Slack could not be done", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
