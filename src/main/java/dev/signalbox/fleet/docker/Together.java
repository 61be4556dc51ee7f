package dev.signalbox.fleet.docker;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same to several containers at once, since each takes its time to end. */
final class Together {

  private Together() {}

  /** Returns when all are done; throws what the first one that failed threw. */
  static void each(List<Member> members, Consumer<Member> action) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          members.stream()
              .<Future<?>>map(member -> workers.submit(() -> action.accept(member)))
              .toList();
      for (Future<?> each : all) {
        var _ = each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }
}
