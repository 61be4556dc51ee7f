package dev.signalbox.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is to go wrong, or to happen, at operations named as the site's log names them. */
public final class Faults {
  private static final long PATIENCE_SECONDS = 30;

  private final List<Planned> planned = new ArrayList<>();
  private final List<Hook> hooks = new ArrayList<>();
  private final List<Hang> hangs = new ArrayList<>();

  private static final class Planned {
    final String operation;
    final Fault fault;
    int times;

    Planned(String operation, Fault fault, int times) {
      this.operation = operation;
      this.fault = fault;
      this.times = times;
    }
  }

  private static final class Hook {
    final String operation;
    final Runnable action;
    int waits;

    Hook(String operation, int waits, Runnable action) {
      this.operation = operation;
      this.waits = waits;
      this.action = action;
    }
  }

  private record Hang(
      String operation, CountDownLatch reached, CountDownLatch free, Semaphore looks) {}

  /** The next time. */
  public void next(String operation, Fault fault) {
    next(operation, fault, 1);
  }

  /** The next times. */
  public synchronized void next(String operation, Fault fault, int times) {
    planned.add(new Planned(operation, fault, times));
    if (fault == Fault.HANGS) {
      hangs.add(
          new Hang(operation, new CountDownLatch(1), new CountDownLatch(1), new Semaphore(0)));
    }
  }

  /** From now on, until it is mended. */
  public void always(String operation, Fault fault) {
    next(operation, fault, Integer.MAX_VALUE);
  }

  /** Nothing goes wrong any more. */
  public synchronized void mend() {
    planned.clear();
  }

  /** Whether every planned fault was met. */
  public synchronized boolean met() {
    return planned.stream().allMatch(p -> p.times == 0 || p.times > 1_000_000);
  }

  /** Does something at the given time of asking, 1 for the next. */
  public synchronized void when(String operation, int time, Runnable action) {
    hooks.add(new Hook(operation, time, action));
  }

  Optional<Fault> take(String operation) {
    due(operation).ifPresent(Runnable::run);
    synchronized (this) {
      for (Planned p : planned) {
        if (p.times > 0 && operation.equals(p.operation)) {
          p.times--;
          return Optional.of(p.fault);
        }
      }
      return Optional.empty();
    }
  }

  private synchronized Optional<Runnable> due(String operation) {
    for (Hook hook : hooks) {
      if (operation.equals(hook.operation) && --hook.waits == 0) {
        return Optional.of(hook.action);
      }
    }
    return Optional.empty();
  }

  /** Waits until the operation hangs. */
  public void awaitHanging(String operation) {
    await(operation, hang(operation).reached());
  }

  /** Waits until the hanging operation has looked a few more times whether it is to stop. */
  public void awaitLooks(String operation) {
    Semaphore looks = hang(operation).looks();
    looks.drainPermits();
    try {
      if (!looks.tryAcquire(5, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(operation + " does not hang any more");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Lets a hanging operation go on. */
  public void letGo(String operation) {
    hang(operation).free().countDown();
  }

  /** Hangs until let go; false when it was stopped instead. */
  boolean hang(String operation, BooleanSupplier stopped) {
    Hang hang = hang(operation);
    hang.reached().countDown();
    try {
      while (!hang.free().await(2, TimeUnit.MILLISECONDS)) {
        if (stopped.getAsBoolean()) {
          return false;
        }
        hang.looks().release();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return true;
  }

  private static void await(String operation, CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(operation + " was not met");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private synchronized Hang hang(String operation) {
    return hangs.stream()
        .filter(h -> h.operation().equals(operation))
        .findFirst()
        .orElseThrow(() -> new AssertionError(operation + " was not planned to hang"));
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }
}
