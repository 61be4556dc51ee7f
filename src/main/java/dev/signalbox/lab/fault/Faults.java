package dev.signalbox.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The faults that are waiting to strike, in the order in which they were put in. */
public final class Faults {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition cleared = lock.newCondition();
  private final List<Fault> waiting = new ArrayList<>();
  private int clearings;

  /** Puts a fault in. */
  public void add(Fault fault) {
    in(() -> waiting.add(fault));
  }

  /** Takes every fault out; a request that one delays goes on. */
  public void clear() {
    in(
        () -> {
          waiting.clear();
          clearings++;
          cleared.signalAll();
          return true;
        });
  }

  /** The faults that have not struck as often as they will. */
  public List<Fault> waiting() {
    return in(() -> List.copyOf(waiting));
  }

  /** Lets the first fault strike that fits a request for an operation. */
  public Optional<Fault> strikeRequest(String operation, String lane, String subject) {
    return strike(
        fault -> !fault.effect().strikesWork() && fault.strikes(operation, lane, subject));
  }

  /** Lets the first fault strike that fits a piece of work that begins. */
  public Optional<Fault> strikeWork(String operation, String lane, String subject) {
    return strike(fault -> fault.effect().strikesWork() && fault.strikes(operation, lane, subject));
  }

  private Optional<Fault> strike(Predicate<Fault> fits) {
    return in(
        () -> {
          Optional<Fault> struck = waiting.stream().filter(fits).findFirst();
          struck.ifPresent(this::wear);
          return struck;
        });
  }

  private void wear(Fault fault) {
    int position = waiting.indexOf(fault);
    waiting.remove(position);
    fault.struck().ifPresent(rest -> waiting.add(position, rest));
  }

  /** Waits as long as the fault says, or until every fault is taken out. */
  public void delay(Fault fault) throws InterruptedException {
    lock.lock();
    try {
      int before = clearings;
      long left = fault.millis() * 1_000_000;
      while (left > 0 && clearings == before) {
        left = cleared.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private <T> T in(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
