package dev.signalbox.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a warm-up measured.
 *
 * @param requests sent in all
 * @param errors of them that failed
 * @param took wall time
 * @param all percentiles over everything
 * @param windows percentiles of each window of requests in order, at least one; zero where no
 *     request of the window was answered well
 * @param target the 95th percentile that the last window has to keep below, where one was set
 * @param throughput what was answered per second; empty where nobody counted it
 */
public record WarmUpReport(
    long requests,
    long errors,
    Duration took,
    Percentiles all,
    List<Percentiles> windows,
    Optional<Duration> target,
    Optional<Throughput> throughput) {

  /** Without what was answered per second. */
  public WarmUpReport(
      long requests,
      long errors,
      Duration took,
      Percentiles all,
      List<Percentiles> windows,
      Optional<Duration> target) {
    this(requests, errors, took, all, windows, target, Optional.empty());
  }

  /** Copies the windows. */
  public WarmUpReport {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("a warm-up has at least one window of requests");
    }
  }

  /** How it began. */
  public Percentiles first() {
    return windows.getFirst();
  }

  /** How it ended, which is what is judged. */
  public Percentiles last() {
    return windows.getLast();
  }

  /**
   * Good answers per second.
   *
   * @param windows in each window, from its first request to its last answer
   */
  public record Throughput(List<Double> windows) {
    /** Copies the windows; refuses none. */
    public Throughput {
      windows = List.copyOf(windows);
      if (windows.isEmpty()) {
        throw new IllegalArgumentException("a warm-up has at least one window of requests");
      }
    }

    /** In words, how it began and how it ended. */
    public String words() {
      return Figures.perSecond(windows.getFirst())
          + " answers per second in the first window, "
          + Figures.perSecond(windows.getLast())
          + " in the last";
    }
  }

  /** Three latencies of the same requests. */
  public record Percentiles(Duration p50, Duration p95, Duration p99) {}
}
