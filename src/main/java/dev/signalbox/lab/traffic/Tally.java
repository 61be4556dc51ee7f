package dev.signalbox.lab.traffic;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.IntCountsHistogram;

/** The count of one kind of request in one slice of time, or summed over several. */
final class Tally {
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  /** Small, because there are thousands: one significant digit, growing with its values. */
  private final IntCountsHistogram micros = new IntCountsHistogram(1);

  void count(Outcome outcome, long tookMicros) {
    counts.merge(outcome, 1L, Long::sum);
    if (outcome != Outcome.ABANDONED) {
      micros.recordValue(tookMicros);
    }
  }

  void add(Tally other) {
    other.counts.forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
    micros.add(other.micros);
  }

  TrafficRow row(TrafficKey key) {
    return new TrafficRow(
        key.cluster(),
        key.version(),
        micros.getTotalCount(),
        of(Outcome.REFUSED),
        of(Outcome.FAILED),
        of(Outcome.ABANDONED),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(95),
        micros.getValueAtPercentile(99));
  }

  private long of(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }
}
