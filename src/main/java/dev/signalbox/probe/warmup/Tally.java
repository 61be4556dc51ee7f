package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.WarmUpReport.Percentiles;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What the requests of one window took; values in microseconds, to three digits. */
final class Tally {

  private static final int DIGITS = 3;
  private static final double SECOND = 1e9;

  private final Histogram answered = new Histogram(DIGITS);
  private long requests;
  private long errors;
  private long firstBegun = Long.MAX_VALUE;
  private long lastEnded;

  void add(Sample sample) {
    requests++;
    firstBegun = Math.min(firstBegun, sample.begun());
    lastEnded = Math.max(lastEnded, sample.ended());
    if (sample.failed()) {
      errors++;
      return;
    }
    // Nothing takes no time; and zero is what a window without an answer says.
    answered.recordValue(Math.max(1, TimeUnit.NANOSECONDS.toMicros(sample.nanos())));
  }

  /** Takes in what another one counted. */
  void add(Tally other) {
    answered.add(other.answered);
    requests += other.requests;
    errors += other.errors;
  }

  long requests() {
    return requests;
  }

  double errorRate() {
    return requests == 0 ? 0 : (double) errors / requests;
  }

  /**
   * Good answers per second, from the first request to the last answer.
   *
   * @param least no shorter time counts
   */
  double answeredPerSecond(Duration least) {
    long took = requests == 0 ? 0 : lastEnded - firstBegun;
    return answered.getTotalCount() * SECOND / Math.max(1, Math.max(took, least.toNanos()));
  }

  Duration p95() {
    return percentile(95);
  }

  Percentiles percentiles() {
    return new Percentiles(percentile(50), percentile(95), percentile(99));
  }

  private Duration percentile(double percent) {
    // The lower end of the value's bucket: 50 ms measured must not become 50.05 ms and miss 50 ms.
    long micros = answered.lowestEquivalentValue(answered.getValueAtPercentile(percent));
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
