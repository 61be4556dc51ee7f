package dev.signalbox.chat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what people ask for: what one person asks in the order in which it came, different people
 * beside each other.
 */
public final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final Executor threads;
  private final Map<String, CompletableFuture<?>> last = new ConcurrentHashMap<>();

  /** Works on these threads. */
  public Turns(Executor threads) {
    this.threads = threads;
  }

  /** Does it after whatever the same person asked before; at once where there is nothing. */
  public void take(String who, Runnable work) {
    try {
      CompletableFuture<?> mine =
          last.compute(
              who,
              (_, before) ->
                  before == null || before.isDone()
                      ? CompletableFuture.runAsync(() -> run(work), threads)
                      : before.thenRunAsync(() -> run(work), threads));
      var _ = mine.whenComplete((_, _) -> last.remove(who, mine));
    } catch (RejectedExecutionException e) {
      LOG.info("nothing is begun any more, since the bot stops");
    }
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("what somebody asked for could not be done", e);
    }
  }
}
