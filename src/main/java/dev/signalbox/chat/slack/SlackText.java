package dev.signalbox.chat.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text to Slack's markup and back. */
final class SlackText {
  private static final Pattern SKIN_TONE = Pattern.compile("::skin-tone-[2-6]");
  private static final Pattern ENTITY = Pattern.compile("<([@#!]?)([^|>]*)(?:\\|([^>]*))?>");
  private static final Pattern UNSHOWN =
      Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w/`])/(?:deploy|plan|approve|reject|abort|rollback|retry|abandon|release|status|audit)\\b(?:"
              + " \\d+)?(?: (?:app|stage):[\\w.-]+)*(?: &lt;why&gt;)?");

  private SlackText() {}

  /** Text of ours or of others that shows as it is: no link, no mention, no reversed line. */
  static String escaped(String text) {
    return UNSHOWN
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  /** Escaped text in which commands stand out, as something to type. */
  static String withCommands(String escaped) {
    return COMMAND.matcher(escaped).replaceAll("`$0`");
  }

  /** The same without markup, for text objects that have none. */
  static String plain(String text) {
    return UNSHOWN.matcher(text).replaceAll("\uFFFD");
  }

  /** At most this many characters, never half of a character or of an escape. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    int escape = text.lastIndexOf('&', end - 1);
    if (escape >= 0 && end - escape < "&amp;".length() && text.indexOf(';', escape) >= end) {
      end = escape;
    }
    return text.substring(0, end) + "…";
  }

  /**
   * What a person typed, as they see it.
   *
   * @param bot the bot's own account, whose mention becomes its name
   */
  static String typed(String text, String bot) {
    Matcher entity = ENTITY.matcher(text);
    StringBuilder plain = new StringBuilder(text.length());
    while (entity.find()) {
      String shown = entity.group(3) == null ? entity.group(2) : entity.group(3);
      boolean ours = entity.group(1).equals("@") && entity.group(2).equals(bot);
      String sign = entity.group(1).equals("!") ? "@" : entity.group(1);
      entity.appendReplacement(plain, Matcher.quoteReplacement(ours ? "@signalbox" : sign + shown));
    }
    entity.appendTail(plain);
    return plain.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** The name of an emoji without its skin tone. */
  static String emoji(String name) {
    return SKIN_TONE.matcher(name).replaceAll("");
  }

  /** Letters and digits alone, since Slack writes signs in other ways than they were sent. */
  static String bare(String text) {
    return text.replace("&lt;", "")
        .replace("&gt;", "")
        .replace("&amp;", "")
        .replaceAll(":[a-z0-9_+'-]+:", "")
        .replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
