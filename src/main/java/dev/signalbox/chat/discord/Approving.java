package dev.signalbox.chat.discord;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.entities.emoji.EmojiUnion;

/**
 * Which emoji approve. A unicode emoji is the same in every skin tone; one of a guild is known by
 * its number, or by its name alone where only the name is configured.
 */
final class Approving {
  private static final Pattern TONE = Pattern.compile("[\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}]");

  private final Set<String> configured;

  Approving(Set<String> configured) {
    this.configured = configured.stream().map(Approving::toneless).collect(Collectors.toSet());
  }

  boolean includes(EmojiUnion emoji) {
    return switch (emoji.getType()) {
      case UNICODE -> configured.contains(toneless(emoji.getName()));
      case CUSTOM ->
          configured.contains(emoji.getName())
              || configured.contains(emoji.getName() + ":" + emoji.asCustom().getId());
    };
  }

  /** As people read it. */
  static String shown(EmojiUnion emoji) {
    return emoji.getType() == Emoji.Type.UNICODE
        ? toneless(emoji.getName())
        : ":" + emoji.getName() + ":";
  }

  private static String toneless(String emoji) {
    return TONE.matcher(emoji).replaceAll("");
  }
}
