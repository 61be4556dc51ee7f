package dev.signalbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each part of the contract finds: an empty store, and the database beneath it. */
interface StoreFixture {

  Stores stores();

  TestClock clock();

  /** For what no port offers, such as tampering. */
  JdbcTemplate sql();

  /** Runs in a transaction of its own. */
  default <T> T in(Supplier<T> work) {
    return stores().transactions().in(work);
  }

  /** Runs in a transaction of its own. */
  default void doIn(Runnable work) {
    in(
        () -> {
          work.run();
          return true;
        });
  }

  /** Does it that many times at once, on a virtual thread each, and collects what came out. */
  static <T> List<T> atOnce(int times, IntFunction<T> task)
      throws ExecutionException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.apply(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }
}
