package dev.signalbox.chat.page;

/** Cuts long text, and says how much is missing. */
final class Excerpt {

  private Excerpt() {}

  /** The text, or its first characters and how many more there were. */
  static String of(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return "%s… (%,d more characters)".formatted(text.substring(0, end), text.length() - end);
  }
}
