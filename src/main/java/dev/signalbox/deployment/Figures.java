package dev.signalbox.deployment;

import java.time.Duration;
import java.util.Locale;

/** How numbers are written: alike in every message, and the same in every locale. */
public final class Figures {

  private Figures() {}

  /** A count with separators, as in {@code 12,408}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A latency, as in {@code 0.4 ms}, {@code 12.5 ms} or {@code 1,240 ms}. */
  public static String millis(Duration latency) {
    double millis = latency.toSeconds() * 1e3 + latency.toNanosPart() / 1e6;
    if (millis > 0 && millis < 0.05) {
      return "<0.1 ms";
    }
    String text = String.format(Locale.ROOT, millis < 99.95 ? "%.1f" : "%,.0f", millis);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " ms";
  }

  /** A number per second, as in {@code 5}, {@code 61.3} or {@code 1,240}. */
  public static String perSecond(double number) {
    String text = String.format(Locale.ROOT, number < 99.95 ? "%.1f" : "%,.0f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A share of 1, as in {@code 2.5 %}; what is not quite nothing is not written as nothing. */
  public static String percent(double share) {
    return share > 0 && share < 0.0005
        ? "<0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
