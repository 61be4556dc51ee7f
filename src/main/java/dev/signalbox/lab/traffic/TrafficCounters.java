package dev.signalbox.lab.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by the second for an hour and a little more.
 *
 * <p>A slice of time begins at every full second, and at every {@link #cut()}, so that what is
 * asked for since a swap holds nothing that ended before it.
 */
public final class TrafficCounters {
  private static final Duration KEPT = Duration.ofMinutes(61);
  private static final long LONGEST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

  private final InstantSource clock;
  private final Deque<Slice> slices = new ArrayDeque<>();

  /** What ended from one instant to before another. */
  private record Slice(Instant from, Instant to, Map<TrafficKey, Tally> tallies) {}

  /** Begins counting. */
  public TrafficCounters(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts one request that has ended now and took this long. */
  public synchronized void record(TrafficKey key, Outcome outcome, Duration took) {
    long micros = Math.clamp(took.toNanos() / 1000, 1, LONGEST_MICROS);
    current().tallies.computeIfAbsent(key, _ -> new Tally()).count(outcome, micros);
  }

  private Slice current() {
    Instant now = clock.instant();
    Slice last = slices.peekLast();
    return last != null && now.isBefore(last.to) ? last : begin(now, last);
  }

  private Slice begin(Instant now, @Nullable Slice last) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    Instant from = last != null && last.to.isAfter(second) ? last.to : second;
    Slice fresh = new Slice(from, second.plusSeconds(1), new HashMap<>());
    slices.addLast(fresh);
    while (slices.getFirst().to.isBefore(now.minus(KEPT))) {
      slices.removeFirst();
    }
    return fresh;
  }

  /** Ends the present slice and begins another, because something has changed just now. */
  public synchronized void cut() {
    Slice last = slices.peekLast();
    Instant now = clock.instant();
    if (last != null && now.isBefore(last.to)) {
      slices.removeLast();
      slices.addLast(new Slice(last.from, now, last.tallies));
      begin(now, slices.getLast());
    }
  }

  /** What was counted from this moment on, with the slice that it falls into; one hour at most. */
  public synchronized List<TrafficRow> since(Instant moment) {
    Map<TrafficKey, Tally> sums = new HashMap<>();
    slices.stream().filter(slice -> slice.to.isAfter(moment)).forEach(slice -> add(slice, sums));
    return rows(sums);
  }

  /** The same, one entry for each second in which anything ended, oldest first. */
  public synchronized List<TrafficSecond> seconds(Instant moment) {
    Map<Long, Map<TrafficKey, Tally>> seconds = new TreeMap<>();
    slices.stream()
        .filter(slice -> slice.to.isAfter(moment) && !slice.tallies.isEmpty())
        .forEach(
            slice ->
                add(
                    slice,
                    seconds.computeIfAbsent(slice.from.getEpochSecond(), _ -> new HashMap<>())));
    return seconds.entrySet().stream()
        .map(entry -> new TrafficSecond(entry.getKey(), rows(entry.getValue())))
        .toList();
  }

  private static void add(Slice slice, Map<TrafficKey, Tally> sums) {
    slice.tallies.forEach((key, tally) -> sums.computeIfAbsent(key, _ -> new Tally()).add(tally));
  }

  private static List<TrafficRow> rows(Map<TrafficKey, Tally> sums) {
    return sums.entrySet().stream().map(entry -> entry.getValue().row(entry.getKey())).toList();
  }
}
