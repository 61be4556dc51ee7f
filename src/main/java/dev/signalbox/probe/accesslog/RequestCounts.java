package dev.signalbox.probe.accesslog;

import dev.signalbox.port.TrafficMeter.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/**
 * Counts requests by the second for an hour and a little more. Memory is bounded: each second knows
 * a limited number of clusters and versions, and each histogram's size depends on how long requests
 * take, not on how many there are (some 2 KiB below 100 ms).
 */
final class RequestCounts {
  private static final Duration KEPT = Duration.ofMinutes(61);
  private static final int MOST_KINDS = 16;
  private static final int DIGITS = 2;

  /** A tick of the histograms: HAProxy says milliseconds, and nginx too. */
  private static final long TICK_NANOS = 100_000;

  private static final long MOST_TICKS = Duration.ofMinutes(10).toNanos() / TICK_NANOS;

  private final InstantSource clock;
  private final Deque<Second> seconds = new ArrayDeque<>();

  RequestCounts(InstantSource clock) {
    this.clock = clock;
  }

  private record Kind(String cluster, String version) {}

  private record Second(long number, Map<Kind, Tally> tallies) {}

  /** The requests of one kind in one second. */
  private static final class Tally {
    private final IntCountsHistogram ticks = new IntCountsHistogram(DIGITS);
    private long failed;

    void count(Duration took, boolean isFailed) {
      ticks.recordValue(Math.clamp(took.toNanos() / TICK_NANOS, 0, MOST_TICKS));
      failed += isFailed ? 1 : 0;
    }
  }

  /** The requests of one kind in all seconds that were asked for. */
  private static final class Sum {
    private final Histogram ticks = new Histogram(DIGITS);
    private long failed;

    void add(Tally tally) {
      ticks.add(tally.ticks);
      failed += tally.failed;
    }

    Share share(Kind kind) {
      return new Share(
          kind.cluster(),
          kind.version(),
          ticks.getTotalCount(),
          failed,
          percentile(50),
          percentile(95),
          percentile(99));
    }

    private Duration percentile(double percent) {
      return Duration.ofNanos(ticks.getValueAtPercentile(percent) * TICK_NANOS);
    }
  }

  /** Counts a request that has ended now; false when there are too many kinds in this second. */
  synchronized boolean count(String cluster, AccessLine line) {
    Map<Kind, Tally> tallies = current().tallies();
    Kind kind = new Kind(cluster, line.version());
    if (!tallies.containsKey(kind) && tallies.size() >= MOST_KINDS) {
      return false;
    }
    tallies.computeIfAbsent(kind, _ -> new Tally()).count(line.took(), line.isFailed());
    return true;
  }

  private Second current() {
    long now = clock.instant().getEpochSecond();
    Second last = seconds.peekLast();
    if (last != null && last.number() >= now) {
      return last;
    }
    Second fresh = new Second(now, new HashMap<>());
    seconds.addLast(fresh);
    while (seconds.getFirst().number() < now - KEPT.toSeconds()) {
      seconds.removeFirst();
    }
    return fresh;
  }

  /** What ended from this instant on; of the second that it falls into, all. */
  synchronized List<Share> since(Instant from) {
    Map<Kind, Sum> sums = new HashMap<>();
    seconds.stream()
        .filter(second -> second.number() >= from.getEpochSecond())
        .forEach(
            second ->
                second
                    .tallies()
                    .forEach((kind, it) -> sums.computeIfAbsent(kind, _ -> new Sum()).add(it)));
    return sums.entrySet().stream().map(it -> it.getValue().share(it.getKey())).toList();
  }
}
