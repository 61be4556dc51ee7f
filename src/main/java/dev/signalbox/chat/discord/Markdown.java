package dev.signalbox.chat.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Plain text made fit to stand in a Discord message: it stays text, and it stays short enough. */
final class Markdown {
  private static final String ELLIPSIS = "…";
  private static final String SPECIAL = "\\*_~`|[]<>";

  /** Control characters, halves of pairs, and format characters that turn text round. */
  private static final Pattern UNSAFE =
      Pattern.compile("[[\\p{Cc}&&[^\\n]]\\p{Cs}[\\p{Cf}&&[^\\x{200C}\\x{200D}]]]");

  /** What makes a heading, a list, small print or a quotation at the beginning of a line. */
  private static final Pattern LINE_START = Pattern.compile("(?m)^(\\s*)(#{1,3} |-# |[+-] )");

  private static final Pattern NUMBERED = Pattern.compile("(?m)^(\\s*\\d+)\\. ");

  private Markdown() {}

  /** The text with nothing in it that Discord would take as anything else, cut to a length. */
  static String plain(String text, int longest) {
    String clean = clean(text);
    String whole = escape(clean);
    if (whole.length() <= longest) {
      return whole;
    }
    // Cut before escaping, so that no escape is cut in two.
    int keep = Math.min(clean.length(), longest);
    String cut = escape(head(clean, keep)) + ELLIPSIS;
    while (cut.length() > longest) {
      keep -= Math.max(1, cut.length() - longest);
      cut = escape(head(clean, Math.max(0, keep))) + ELLIPSIS;
    }
    return cut;
  }

  /** Lines of plain text, as many as fit; the last one says how many are left out. */
  static String lines(List<String> lines, int longest) {
    List<String> escaped = lines.stream().map(line -> plain(line, 1_000)).toList();
    return fitting(escaped, longest, "");
  }

  /** A block in which every character has the same width. */
  static String block(List<String> lines, int longest) {
    List<String> safe = lines.stream().map(line -> clean(line).replace('`', 'ˋ')).toList();
    String fence = "```";
    return fence + "\n" + fitting(safe, longest - 2 * fence.length() - 2, "  ") + "\n" + fence;
  }

  /** Text without what would not be seen or would deceive; for places that take no markdown. */
  static String bare(String text, int longest) {
    String clean = clean(text).replace('\n', ' ');
    return clean.length() <= longest ? clean : head(clean, longest - 1) + ELLIPSIS;
  }

  private static String fitting(List<String> lines, int longest, String indent) {
    List<String> shown = new ArrayList<>();
    int used = 0;
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      int room = longest - used - (last ? 0 : rest(indent, lines.size() - i).length() + 1);
      String line = lines.get(i);
      if (line.length() > room && shown.isEmpty() && room > 0) {
        line = head(line, room - 1) + ELLIPSIS;
      }
      if (line.length() > room) {
        shown.add(rest(indent, lines.size() - i));
        break;
      }
      shown.add(line);
      used += line.length() + 1;
    }
    return String.join("\n", shown);
  }

  private static String rest(String indent, int left) {
    return indent + "… and " + left + " more";
  }

  private static String clean(String text) {
    return UNSAFE.matcher(text.replace("\r\n", "\n")).replaceAll("");
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('\\');
              }
              escaped.appendCodePoint(c);
            });
    String unmarked = LINE_START.matcher(escaped).replaceAll("$1\\\\$2");
    return NUMBERED.matcher(unmarked).replaceAll("$1\\\\. ").replace("@", "@\u200B");
  }

  private static String head(String text, int length) {
    int end = Math.min(length, text.length());
    boolean splits =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }
}
