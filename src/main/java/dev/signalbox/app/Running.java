package dev.signalbox.app;

import dev.signalbox.chat.Chat;
import dev.signalbox.engine.DriftWatch;
import dev.signalbox.engine.Engine;
import dev.signalbox.engine.WakeUpCalls;
import dev.signalbox.store.Stores;
import org.springframework.context.SmartLifecycle;

/**
 * Starts what runs by itself when everything is wired, and stops it before anything is closed: the
 * chat first, so that what a recovery does is told as it happens.
 */
final class Running implements SmartLifecycle {
  private final Stores stores;
  private final Engine engine;
  private final WakeUpCalls wakeUpCalls;
  private final DriftWatch driftWatch;
  private final Chat chat;
  private final boolean alone;
  private volatile boolean running;

  /**
   * What is to run.
   *
   * @param alone whether the database is ours alone, so that nobody else can run a deployment
   */
  Running(
      Stores stores,
      Engine engine,
      WakeUpCalls wakeUpCalls,
      DriftWatch driftWatch,
      Chat chat,
      boolean alone) {
    this.stores = stores;
    this.engine = engine;
    this.wakeUpCalls = wakeUpCalls;
    this.driftWatch = driftWatch;
    this.chat = chat;
    this.alone = alone;
  }

  @Override
  public void start() {
    chat.start();
    engine.start(alone);
    stores.wakeUps().start(wakeUpCalls);
    driftWatch.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    driftWatch.stop();
    stores.wakeUps().stop();
    engine.stop();
    chat.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
