package dev.signalbox.chat.discord;

import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;

/** The threads of cards, made when the first line goes into one. */
final class Threads {
  private static final int LONGEST_NAME = 100;

  /** The thread that began at this message; made if there is none. */
  ThreadChannel of(StandardGuildMessageChannel channel, String card) {
    ThreadChannel open = channel.getJDA().getThreadChannelById(card);
    if (open != null && !open.isArchived()) {
      return open;
    }
    Message message = Asked.of(channel.retrieveMessageById(card));
    ThreadChannel begun = message.getStartedThread();
    if (begun == null) {
      return Asked.of(channel.createThreadChannel(name(message), card));
    }
    if (begun.isArchived() && !begun.isLocked()) {
      var _ = Asked.of(begun.getManager().setArchived(false));
    }
    return begun;
  }

  private static String name(Message card) {
    return card.getEmbeds().stream()
        .map(MessageEmbed::getTitle)
        .filter(title -> title != null && title.length() > 2)
        // Without the sign of its tone, which changes.
        .map(title -> Markdown.bare(title.substring(title.indexOf(' ') + 1), LONGEST_NAME))
        .findFirst()
        .orElse("Details");
  }
}
