package dev.signalbox.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is to go wrong, at operations named as the site's log names them. */
public final class Faults {
  private static final long PATIENCE_SECONDS = 20;

  private final List<Planned> planned = new ArrayList<>();
  private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> letGo = new ConcurrentHashMap<>();

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

  /** The next time. */
  public void next(String operation, Fault fault) {
    next(operation, fault, 1);
  }

  /** The next times. */
  public synchronized void next(String operation, Fault fault, int times) {
    planned.add(new Planned(operation, fault, times));
    if (fault == Fault.HANGS) {
      hanging.put(operation, new CountDownLatch(1));
      letGo.put(operation, new CountDownLatch(1));
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

  synchronized Optional<Fault> take(String operation) {
    for (Planned p : planned) {
      if (p.times > 0 && operation.matches(p.operation)) {
        p.times--;
        return Optional.of(p.fault);
      }
    }
    return Optional.empty();
  }

  /** Waits until the operation hangs. */
  public void awaitHanging(String operation) throws InterruptedException {
    if (!latch(hanging, operation).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(operation + " was not met");
    }
  }

  /** Lets a hanging operation go on. */
  public void letGo(String operation) {
    latch(letGo, operation).countDown();
  }

  /** Hangs until let go; false when it was stopped instead. */
  boolean hang(String operation, BooleanSupplier stopped) {
    latch(hanging, operation).countDown();
    CountDownLatch free = latch(letGo, operation);
    try {
      while (!free.await(2, TimeUnit.MILLISECONDS)) {
        if (stopped.getAsBoolean()) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  private static CountDownLatch latch(Map<String, CountDownLatch> latches, String operation) {
    return latches.entrySet().stream()
        .filter(e -> operation.matches(e.getKey()) || operation.equals(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(operation + " was not planned to hang"));
  }
}
