package dev.signalbox.report;

import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Curves in words and as a line of bars, for whoever cannot see the picture. */
public final class Curves {

  private static final String NO_ANSWER = "×";
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Curves() {}

  /** The curve of a warm-up. */
  static Attachment of(WarmUpReport measured) {
    return new Attachment.Curve("Warm-up: latency from the first requests to the last", measured);
  }

  /**
   * What the curve shows in a sentence: how many requests, how the 95th percentile began and ended,
   * and the target where there is one.
   */
  public static String said(Attachment.Curve curve) {
    WarmUpReport measured = curve.measured();
    return Words.count(measured.requests(), "request")
        + ", "
        + (measured.errors() == 0 ? "none" : Figures.count(measured.errors()))
        + " failed; p95 "
        + latency(measured.first().p95())
        + " in the first window, "
        + latency(measured.last().p95())
        + " in the last"
        + measured.target().map(t -> "; target " + Figures.millis(t)).orElse("")
        + measured.throughput().map(it -> "; " + it.words()).orElse("")
        + ".";
  }

  /**
   * The 95th percentile of each window as a bar, as in {@code p95 █▆▃▂▁ 212 ms → 12 ms}; a window
   * in which nothing was answered well is a cross, not a low bar.
   */
  public static String bars(Attachment.Curve curve) {
    List<Duration> series = curve.measured().windows().stream().map(Percentiles::p95).toList();
    Duration highest = series.stream().max(Comparator.naturalOrder()).orElseThrow();
    return series.stream()
        .map(p95 -> bar(p95, highest))
        .collect(
            Collectors.joining(
                "", "p95 ", " " + latency(series.getFirst()) + " → " + latency(series.getLast())));
  }

  private static String bar(Duration p95, Duration highest) {
    if (!p95.isPositive()) {
      return NO_ANSWER;
    }
    int height = (int) Math.round((double) p95.toNanos() / highest.toNanos() * (BARS.length() - 1));
    return BARS.substring(height, height + 1);
  }

  private static String latency(Duration p95) {
    return p95.isPositive() ? Figures.millis(p95) : "no good answer";
  }
}
