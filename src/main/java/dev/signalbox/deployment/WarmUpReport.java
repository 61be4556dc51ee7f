package dev.signalbox.deployment;

import java.time.Duration;
import java.util.List;

/**
 * What a warm-up measured.
 *
 * @param requests sent in all
 * @param errors of them that failed
 * @param took wall time
 * @param first percentiles of the first window
 * @param last percentiles of the last window
 * @param all percentiles over everything
 * @param p95Series the 95th percentile of each window in order, for a plot; zero, here and in the
 *     percentiles, where no request was answered well
 */
public record WarmUpReport(
    long requests,
    long errors,
    Duration took,
    Percentiles first,
    Percentiles last,
    Percentiles all,
    List<Duration> p95Series) {

  /** Copies the series. */
  public WarmUpReport {
    p95Series = List.copyOf(p95Series);
  }

  /** Three latencies of the same requests. */
  public record Percentiles(Duration p50, Duration p95, Duration p99) {}
}
