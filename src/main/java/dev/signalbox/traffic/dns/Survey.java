package dev.signalbox.traffic.dns;

import dev.signalbox.traffic.dns.Onlooker.Says;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What several servers say about a name at one moment.
 *
 * @param lines one for each server that says something else
 * @param silent one for each server that does not answer, or not as it should
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
    return String.join("; ", Stream.concat(lines.stream(), silent.stream()).toList());
  }

  /**
   * Asks all of them at once.
   *
   * @param ttl whether an answer with a longer TTL is not right yet
   */
  static Survey of(List<Onlooker> servers, Present expected, boolean ttl, Duration timeout) {
    List<List<Says>> answers =
        AtOnce.ask(servers, it -> it.ask(expected.owner(), expected.kind(), timeout));
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
