package dev.signalbox.app.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * Lengths of time as they are written: {@code 30s}, {@code 1h30m}, {@code 500ms}. A bare number is
 * refused, since nobody can see whether it means seconds.
 */
final class Spans {

  private static final Pattern BARE = Pattern.compile("[+-]?\\d+");
  private static final Pattern PART = Pattern.compile("\\G(\\d+(?:ms|d|h|m|s))");
  private static final Pattern PARTS = Pattern.compile("(?:\\d+(?:ms|d|h|m|s)){2,}");

  private Spans() {}

  /** Reads a time; anything else is an {@link IllegalArgumentException}. */
  static Duration parse(String text) {
    String trimmed = text.strip();
    if (BARE.matcher(trimmed).matches() && !trimmed.matches("[+-]?0+")) {
      throw new IllegalArgumentException("'" + trimmed + "' has no unit");
    }
    if (!PARTS.matcher(trimmed).matches()) {
      return DurationStyle.detectAndParse(trimmed);
    }
    Duration sum = Duration.ZERO;
    for (Matcher part = PART.matcher(trimmed); part.find(); ) {
      sum = sum.plus(DurationStyle.SIMPLE.parse(part.group(1)));
    }
    return sum;
  }

  /** A time as it can be written. */
  static String text(Duration time) {
    if (time.toMillisPart() != 0) {
      return time.toMillis() + "ms";
    }
    String iso = time.toString().replaceFirst("^PT", "").replaceFirst("^-PT", "-");
    return iso.toLowerCase(Locale.ROOT);
  }
}
