package dev.signalbox.access;

import java.util.regex.Pattern;

/** What others wrote, made fit for a sentence of ours. */
final class Excerpt {

  private static final int LONGEST = 60;
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private Excerpt() {}

  /** The first characters, with what cannot be printed shown as a question mark. */
  static String of(String text) {
    String printable = UNPRINTABLE.matcher(text).replaceAll("?");
    return printable.codePointCount(0, printable.length()) <= LONGEST
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
