package dev.signalbox.command;

import dev.signalbox.deployment.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Text that a person typed, taken apart and made fit to be shown and kept. */
final class Typed {

  private static final int SHOWN = 40;
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\x{85}]+");

  /** Spaces and characters that leave no mark, such as a byte order mark from a pasted line. */
  private static final Pattern LEADING = Pattern.compile("\\A[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

  /**
   * What must not reach a channel or the journal: control characters, halves of surrogate pairs,
   * and format characters that turn the text round or hide in it. The two joiners stay, since emoji
   * and several scripts are spelt with them.
   */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cs}[\\p{Cf}&&[^\\x{200C}\\x{200D}]]]");

  private Typed() {}

  /** The text without anything invisible before its first character. */
  static String fromFirstMark(String text) {
    return LEADING.matcher(text).replaceFirst("");
  }

  /** The words between white space of any kind. */
  static List<String> words(String text) {
    return Arrays.stream(SPACE.split(text)).filter(word -> !word.isEmpty()).toList();
  }

  /** Prose on one line, without what could deceive its readers. */
  static String prose(List<String> words) {
    String joined = UNSAFE.matcher(String.join(" ", words)).replaceAll("");
    return String.join(" ", words(joined));
  }

  /** The first characters in quotes, with what cannot be printed shown as a question mark. */
  static String quoted(String text) {
    return "'" + Excerpt.of(text, SHOWN) + "'";
  }
}
