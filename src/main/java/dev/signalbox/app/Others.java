package dev.signalbox.app;

import dev.signalbox.port.Journal;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Listens, where several instances share the database, to what the others commit. */
final class Others implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Others.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Journal journal;
  private final ScheduledExecutorService timer;
  private final boolean alone;
  private volatile @Nullable ScheduledFuture<?> listening;

  /**
   * Listens once it is started.
   *
   * @param alone whether there can be no others; then it does nothing
   */
  Others(Journal journal, ScheduledExecutorService timer, boolean alone) {
    this.journal = journal;
    this.timer = timer;
    this.alone = alone;
  }

  @Override
  public void start() {
    if (!alone) {
      long millis = LOOK.toMillis();
      listening = timer.scheduleWithFixedDelay(this::listen, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void listen() {
    try {
      journal.hearOthers();
    } catch (RuntimeException e) {
      LOG.debug("what other instances do cannot be heard now", e);
    }
  }

  @Override
  public void stop() {
    ScheduledFuture<?> present = listening;
    if (present != null) {
      // Not interrupted: it may be inside the database.
      present.cancel(false);
    }
    listening = null;
  }

  @Override
  public boolean isRunning() {
    return listening != null;
  }
}
