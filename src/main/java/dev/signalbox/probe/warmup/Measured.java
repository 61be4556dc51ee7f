package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What the requests so far took, in windows of equally many requests. For one thread. Values are
 * kept in microseconds, to three digits.
 */
final class Measured {

  private static final int WINDOWS = 10;
  private static final int DIGITS = 3;

  private final int total;
  private final List<Histogram> windows;
  private final Map<String, Integer> errors = new HashMap<>();
  private int seen;
  private int failed;
  private int current;

  Measured(int total) {
    this.total = total;
    this.windows =
        IntStream.range(0, Math.min(WINDOWS, total)).mapToObj(_ -> new Histogram(DIGITS)).toList();
  }

  void add(Sample sample) {
    seen++;
    if (sample.failed()) {
      failed++;
      errors.merge(sample.error(), 1, Integer::sum);
      return;
    }
    current = (int) ((long) sample.index() * windows.size() / total);
    // Nothing takes no time; and zero is what a window without an answer says.
    windows.get(current).recordValue(Math.max(1, TimeUnit.NANOSECONDS.toMicros(sample.nanos())));
  }

  int seen() {
    return seen;
  }

  int failed() {
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

  /** The 95th percentile of the window that the last answer belongs to. */
  Duration latestP95() {
    return percentile(windows.get(current), 95);
  }

  WarmUpReport report(Duration took, Duration target) {
    Histogram all = new Histogram(DIGITS);
    windows.forEach(all::add);
    return new WarmUpReport(
        seen,
        failed,
        took,
        percentiles(all),
        windows.stream().map(Measured::percentiles).toList(),
        Optional.of(target));
  }

  private static Percentiles percentiles(Histogram values) {
    return new Percentiles(percentile(values, 50), percentile(values, 95), percentile(values, 99));
  }

  private static Duration percentile(Histogram values, double percent) {
    // The lower end of the value's bucket: 50 ms measured must not become 50.05 ms and miss 50 ms.
    long micros = values.lowestEquivalentValue(values.getValueAtPercentile(percent));
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
