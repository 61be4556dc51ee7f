package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Throughput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the requests so far took, in windows. For one thread. */
final class Measured {

  private final List<Tally> windows = new ArrayList<>();
  private final Map<String, Integer> errors = new HashMap<>();
  private long seen;
  private long failed;
  private int current;

  void add(Sample sample) {
    seen++;
    window(sample.window()).add(sample);
    if (sample.failed()) {
      failed++;
      errors.merge(sample.error(), 1, Integer::sum);
    } else {
      current = sample.window();
    }
  }

  /** One window, which may be empty yet. */
  Tally window(int number) {
    while (windows.size() <= number) {
      windows.add(new Tally());
    }
    return windows.get(number);
  }

  long seen() {
    return seen;
  }

  long failed() {
    return failed;
  }

  /** The error that was seen most often; empty without errors. */
  String commonestError() {
    return errors.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** The 95th percentile of the window that the last good answer belongs to. */
  Duration latestP95() {
    return window(current).p95();
  }

  /**
   * All of it, up to and with this window; what began after it only counts.
   *
   * @param window how long a window is at least
   */
  WarmUpReport report(Duration took, int lastWindow, Duration window, Duration target) {
    Tally all = new Tally();
    windows.forEach(all::add);
    List<Tally> whole = windows.subList(0, lastWindow + 1);
    return new WarmUpReport(
        seen,
        failed,
        took,
        all.percentiles(),
        whole.stream().map(Tally::percentiles).toList(),
        Optional.of(target),
        Optional.of(
            new Throughput(whole.stream().map(it -> it.answeredPerSecond(window)).toList())));
  }
}
