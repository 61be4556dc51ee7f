package dev.signalbox.chat.terminal;

import java.util.regex.Pattern;

/** Makes text that others wrote safe to print: it cannot steer the terminal or turn lines round. */
final class Printable {
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  private Printable() {}

  static String of(String text) {
    return STEERING.matcher(text.replace("\r\n", "\n")).replaceAll("�");
  }
}
