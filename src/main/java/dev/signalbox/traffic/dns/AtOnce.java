package dev.signalbox.traffic.dns;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks several at the same time, so that one that is dead takes its time-out only once. */
final class AtOnce {
  private AtOnce() {}

  /** Every answer, in the order of those that were asked. */
  static <A, B> List<B> ask(List<A> all, Function<A, B> question) {
    List<Future<B>> answers;
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = all.stream().map(it -> asking.submit(() -> question.apply(it))).toList();
    }
    return answers.stream().map(Future::resultNow).toList();
  }
}
