package dev.signalbox.traffic.haproxy;

import java.util.List;

/** Reads what an HAProxy's master says of its workers. */
final class Workers {
  private static final String OLD = "# old workers";

  private Workers() {}

  /** The process numbers of the workers that a reload has left behind, from {@code show proc}. */
  static List<Long> old(String answer) {
    return answer
        .lines()
        .dropWhile(line -> !line.startsWith(OLD))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .map(line -> line.strip().split("\\s+", 2)[0])
        .filter(word -> word.matches("\\d+"))
        .map(Long::valueOf)
        .toList();
  }
}
