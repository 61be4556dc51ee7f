package dev.signalbox.report;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.Hold;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and names as people read them, the same in every place of the world. */
final class Words {
  private static final int LONGEST_LINE = 600;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CALENDAR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** {@code 12,408}. */
  static String count(long number) {
    return Figures.count(number);
  }

  /** {@code 1 node}, {@code 1,200 nodes}. */
  static String count(long number, String what) {
    return count(number) + " " + what + (number == 1 ? "" : "s");
  }

  /** {@code 420 ms}, {@code 2.1 s}, {@code 4 min 12 s}, {@code 2 h 5 min}. */
  static String time(Duration time) {
    long millis = Math.max(0, time.toMillis());
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0).replace(".0 s", " s");
    }
    long seconds = (millis + 500) / 1_000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? pair(seconds / 60, "min", seconds % 60, "s")
        : pair(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
  }

  /** {@code 14:35 UTC}, with the day where that is another one. */
  static String at(Instant time, Instant now) {
    boolean sameDay =
        time.atZone(ZoneOffset.UTC).toLocalDate().equals(now.atZone(ZoneOffset.UTC).toLocalDate());
    return (sameDay ? CLOCK : CALENDAR).format(time);
  }

  /** {@code 14:35 UTC (in 30 min)}. */
  static String deadline(Instant time, Instant now) {
    return at(time, now) + " (in " + time(Duration.between(now, time)) + ")";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String all(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** {@code shop in production}. */
  static String lane(Lane lane) {
    return lane.application() + " in " + lane.stage();
  }

  /** The words that name the lane in a command, whatever the channel's defaults are. */
  static String in(Lane lane) {
    return "app:" + lane.application() + " stage:" + lane.stage();
  }

  /** The words that name the scope of a hold in a command. */
  static String in(Hold.Scope scope) {
    return switch (scope) {
      case Hold.Scope.OfLane(Lane lane) -> in(lane);
      case Hold.Scope.OfApplication(var application) -> "app:" + application;
      case Hold.Scope.Everything _ -> "everything";
    };
  }

  /** What is held, at the beginning of a sentence. */
  static String scope(Hold.Scope scope) {
    return switch (scope) {
      case Hold.Scope.OfLane(Lane lane) -> lane(lane);
      case Hold.Scope.OfApplication(var application) -> application + " in every stage";
      case Hold.Scope.Everything _ -> "Everything";
    };
  }

  /**
   * Text that people or machines wrote, as one line of bearable length; the journal has the whole.
   */
  static String line(String text) {
    return Excerpt.of(text, LONGEST_LINE);
  }

  /** Whether a line holds all of the text. */
  static boolean holds(String text) {
    return text.length() <= LONGEST_LINE;
  }

  /** The same with a full stop at its end, unless it ends a sentence already. */
  static String sentence(String text) {
    String line = line(text);
    return line.isEmpty() || ".!?…".indexOf(line.charAt(line.length() - 1)) >= 0
        ? line
        : line + ".";
  }

  /** The same with a capital letter. */
  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String pair(long large, String unit, long small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
