package dev.signalbox.store;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An executor that never interrupts what it runs, also when told to shut down now: the interrupt
 * would arrive in the middle of a statement, and H2 answers by closing the database.
 */
final class PatientExecutor extends AbstractExecutorService {

  private final ExecutorService threads;
  private final Runnable nudge;

  /**
   * An executor of virtual threads.
   *
   * @param nudge ends a wait of what runs, where an interrupt would have ended it
   */
  PatientExecutor(String name, Runnable nudge) {
    this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 1).factory());
    this.nudge = nudge;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    threads.shutdown();
    nudge.run();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }

  /** The same for what is run again and again. */
  static final class Timer extends ScheduledThreadPoolExecutor {

    Timer(String name) {
      super(2, Thread.ofPlatform().daemon().name(name, 1).factory());
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }
  }
}
