package dev.signalbox.deployment;

import java.util.regex.Pattern;

/**
 * What others wrote, such as an answer's body or a script's output, made fit to stand inside a line
 * of ours.
 */
public final class Excerpt {

  private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}]+");

  /** Control, format (bidirectional marks too), surrogate, private and unassigned characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private Excerpt() {}

  /**
   * One line of at most {@code longest} characters, and a {@code …} where something was cut off.
   * Runs of white space become one space; what cannot be printed, or would turn the line's
   * direction round, becomes a question mark.
   */
  public static String of(String text, int longest) {
    // A body may be large, so that only what can be shown is looked at.
    String whole = text.strip();
    String start = whole.substring(0, Math.min(whole.length(), 8 * longest));
    String line = UNPRINTABLE.matcher(GAP.matcher(start).replaceAll(" ")).replaceAll("?");
    if (line.codePointCount(0, line.length()) > longest) {
      return line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
    }
    return start.length() < whole.length() ? line + "…" : line;
  }
}
