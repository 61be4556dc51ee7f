package dev.signalbox.report;

import java.util.List;

/** Text that goes along with a message as a file. */
final class LongTexts {
  /** The journal has the whole; a platform takes files of about this size without asking. */
  private static final int MOST_CHARACTERS = 200_000;

  private LongTexts() {}

  /** These lines under this file name. */
  static Attachment of(String title, String fileName, List<String> lines) {
    String text = String.join("\n", lines);
    return new Attachment.LongText(title, fileName, cut(text));
  }

  private static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = MOST_CHARACTERS;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end)
        + "\n… and "
        + Words.count(text.length() - end, "more character")
        + "; /audit export has all";
  }
}
