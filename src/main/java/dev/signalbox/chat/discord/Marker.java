package dev.signalbox.chat.discord;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;

/**
 * How a message of ours is known again. Its key ends the small print of its embed: that outlives
 * every restart, people can look the journal up by it, and nobody else can write it, since a
 * message's author cannot be forged.
 */
final class Marker {
  private static final String BEFORE = " · ";
  private static final int LONGEST = 2_000;
  private static final int NONCE = 24;

  private Marker() {}

  /** The small print of a message with this key. */
  static String footer(String text, String key) {
    String said = Markdown.bare(text, LONGEST - key.length());
    return said.isEmpty() ? key : said + BEFORE + key;
  }

  /** The key of a message, if this bot wrote it. */
  static Optional<String> key(Message message) {
    if (!message.getAuthor().getId().equals(message.getJDA().getSelfUser().getId())) {
      return Optional.empty();
    }
    List<MessageEmbed> embeds = message.getEmbeds();
    return embeds.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(embeds.getLast().getFooter())
            .map(MessageEmbed.Footer::getText)
            .map(text -> text.substring(text.lastIndexOf(BEFORE) < 0 ? 0 : after(text)));
  }

  private static int after(String text) {
    return text.lastIndexOf(BEFORE) + BEFORE.length();
  }

  /** Of two posts with the same one within minutes, Discord makes one message. */
  static String nonce(String channel, String key) {
    return hash(channel + " " + key).substring(0, NONCE);
  }

  /** 64 hexadecimal digits. */
  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
