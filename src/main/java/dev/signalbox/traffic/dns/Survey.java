package dev.signalbox.traffic.dns;

import dev.signalbox.traffic.dns.Onlooker.Says;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What several servers say about a name at one moment.
 *
 * @param lines one for each server that does not say what it should yet; empty when all do
 * @param silent whether some of them are only those that do not answer
 * @param asked how many were asked
 */
record Survey(List<String> lines, List<String> silent, int asked) {

  Survey {
    lines = List.copyOf(lines);
    silent = List.copyOf(silent);
  }

  /** Whether every server says it. */
  boolean unanimous() {
    return lines.isEmpty() && silent.isEmpty();
  }

  /** Everything that is not so, in one line. */
  String text() {
    return String.join(
        "; ", java.util.stream.Stream.concat(lines.stream(), silent.stream()).toList());
  }

  /**
   * Asks all of them at once.
   *
   * @param ttl whether an answer with a longer TTL is not right yet
   */
  static Survey of(List<Onlooker> servers, Present expected, boolean ttl, Duration timeout) {
    List<List<Says>> answers;
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          servers.stream()
              .map(it -> asking.submit(() -> it.ask(expected.owner(), expected.kind(), timeout)))
              .toList()
              .stream()
              .map(Survey::result)
              .toList();
    }
    List<String> lines =
        IntStream.range(0, servers.size())
            .mapToObj(i -> wrong(servers.get(i), answers.get(i), expected, ttl))
            .flatMap(Optional::stream)
            .toList();
    List<String> silent =
        IntStream.range(0, servers.size())
            .mapToObj(i -> silent(servers.get(i), answers.get(i)))
            .flatMap(Optional::stream)
            .toList();
    return new Survey(lines, silent, servers.size());
  }

  private static List<Says> result(Future<List<Says>> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(new Says.Nothing("the question was interrupted"));
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Optional<String> wrong(
      Onlooker server, List<Says> answers, Present expected, boolean ttl) {
    return answers.stream()
        .filter(Says.This.class::isInstance)
        .map(it -> ((Says.This) it).present())
        .filter(it -> !it.saysAs(expected) || (ttl && it.ttl() > expected.ttl()))
        .findFirst()
        .map(
            it ->
                it.saysAs(expected)
                    ? server.label() + " still gives a TTL of " + it.ttl() + " s"
                    : server.label() + " still says " + it.text());
  }

  /** One address that answers is enough, as for everybody who asks. */
  private static Optional<String> silent(Onlooker server, List<Says> answers) {
    return answers.stream().allMatch(Says.Nothing.class::isInstance)
        ? Optional.of(server.label() + ": " + ((Says.Nothing) answers.getFirst()).reason())
        : Optional.empty();
  }
}
