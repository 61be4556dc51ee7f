package dev.signalbox.chat.discord;

import dev.signalbox.report.Message;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the approving emoji on a prompt, so that people need only tap it. It counts for nothing, and
 * nothing waits for it.
 */
final class Seed {
  private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

  void plant(StandardGuildMessageChannel channel, Message.Prompt prompt, String reference) {
    if (!channel
        .getGuild()
        .getSelfMember()
        .hasPermission(channel, Permission.MESSAGE_ADD_REACTION)) {
      return;
    }
    prompt.buttons().stream()
        .filter(Message.Button.Reacts.class::isInstance)
        .map(Message.Button.Reacts.class::cast)
        .forEach(
            button ->
                channel
                    .addReactionById(reference, Emoji.fromUnicode(button.emoji()))
                    .queue(
                        _ -> {},
                        failure ->
                            LOG.info("no {} on {}: {}", button.emoji(), reference, failure)));
  }
}
