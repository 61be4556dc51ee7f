package dev.signalbox.command;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them: {@code 30m}, {@code 2h}, {@code 1d}, {@code 2h30m}. */
final class Span {

  private static final Duration LONGEST = Duration.ofDays(90);
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,4})d(?:ays?)?)?(?:(\\d{1,4})h(?:ours?)?)?(?:(\\d{1,4})m(?:in(?:utes?)?)?)?",
          Pattern.CASE_INSENSITIVE);

  private Span() {}

  /** The time that the text says; a mistake where it is none, or longer than a hold may be. */
  static Duration read(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || text.isEmpty()) {
      throw new Mistake(Typed.quoted(text) + " is not a time: write 30m, 2h, 1d or 2h30m.");
    }
    Duration time =
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3));
    if (time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new Mistake(
          Typed.quoted(text)
              + " is not between 1m and 90d: without a time, a hold lasts until it is released.");
    }
    return time;
  }

  private static long number(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
  }
}
