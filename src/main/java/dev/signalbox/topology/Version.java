package dev.signalbox.topology;

import java.util.regex.Pattern;

/**
 * What an installer is asked to install; opaque to Signalbox.
 *
 * @param text 1 to 64 of letters, digits, {@code . _ + -}, beginning with a letter or digit, so
 *     that it may stand in an argument, a label, a path and a chat line without any quoting
 */
public record Version(String text) {

  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

  /** Refuses text outside the grammar with an {@link IllegalArgumentException} that says it. */
  public Version {
    if (!isVersion(text)) {
      throw new IllegalArgumentException(
          "version '"
              + excerpt(text)
              + "' is not a version: use 1 to 64 letters, digits, '.', '_', '+' and '-', beginning"
              + " with a letter or digit");
    }
  }

  /** Whether the text is within the grammar. */
  public static boolean isVersion(String text) {
    return GRAMMAR.matcher(text).matches();
  }

  /** The first characters of text that somebody else wrote, fit for an error message. */
  static String excerpt(String text) {
    String printable = text.replaceAll("\\p{C}", "?");
    return printable.codePointCount(0, printable.length()) <= 40
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, 40)) + "…";
  }

  @Override
  public String toString() {
    return text;
  }
}
