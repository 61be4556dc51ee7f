package dev.signalbox.chat.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line in the terminal is. */
sealed interface TerminalLine {

  /** Empty, or a remark. */
  record Nothing() implements TerminalLine {}

  /** Words for the bot, or talk. */
  record Said(String person, String words) implements TerminalLine {}

  /** A reaction on the newest prompt that is open, put on or taken off. */
  record Reaction(String person, String emoji, boolean put) implements TerminalLine {}

  /** Hold the script until a gate waits. */
  record WaitGate() implements TerminalLine {}

  /** Hold the script until nothing runs any more. */
  record WaitEnd() implements TerminalLine {}

  /** It cannot be taken as anything, for this reason. */
  record Mistaken(String reason) implements TerminalLine {}

  /** The names that chats have for the emoji that one reacts with. */
  Map<String, String> EMOJI =
      Map.of(
          "white_check_mark", "✅",
          "heavy_check_mark", "✔",
          "+1", "👍",
          "thumbsup", "👍",
          "x", "❌",
          "-1", "👎");

  Pattern SPEAKER = Pattern.compile("@([^\\s@]{1,64})\\s+(.*)", Pattern.DOTALL);
  Pattern SHORT_CODE = Pattern.compile(":([a-z0-9_+-]{1,64}):");
  Pattern SKIN_TONE = Pattern.compile("[\\x{1F3FB}-\\x{1F3FF}]");
  int LONGEST_EMOJI = 16;

  /** Reads a line; talk to the bot by its name is left to the bot. */
  static TerminalLine read(String line, TerminalSettings settings) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new Nothing();
    }
    Matcher named = SPEAKER.matcher(text);
    if (!named.matches() || named.group(1).equalsIgnoreCase("signalbox")) {
      return words(settings.person(), text);
    }
    String person = named.group(1);
    if (!settings.actAsOthers() && !person.equals(settings.person())) {
      return new Mistaken(
          "here you are "
              + settings.person()
              + ": only in the lab can one speak as @"
              + person
              + " without signing in");
    }
    return words(person, named.group(2).strip());
  }

  /** The line without {@code @name}, for completion. */
  static String withoutSpeaker(String line) {
    Matcher named = SPEAKER.matcher(line);
    return named.matches() ? named.group(2) : line;
  }

  private static TerminalLine words(String person, String text) {
    String lower = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    if (lower.equals("wait gate")) {
      return new WaitGate();
    }
    if (lower.equals("wait end")) {
      return new WaitEnd();
    }
    if (lower.equals("wait") || lower.startsWith("wait ")) {
      return new Mistaken("write 'wait gate' or 'wait end'");
    }
    boolean put = !text.startsWith("-");
    String reaction = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    Matcher code = SHORT_CODE.matcher(reaction);
    if (code.matches()) {
      return new Reaction(person, EMOJI.getOrDefault(code.group(1), code.group(1)), put);
    }
    return isEmoji(reaction)
        ? new Reaction(person, SKIN_TONE.matcher(reaction).replaceAll(""), put)
        : new Said(person, text);
  }

  /** One symbol and what belongs to it: joiners, variation selectors and skin tones. */
  private static boolean isEmoji(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_EMOJI
        && text.codePoints().noneMatch(c -> Character.isLetterOrDigit(c) || c < 128)
        && text.codePoints().anyMatch(Character::isEmoji);
  }
}
