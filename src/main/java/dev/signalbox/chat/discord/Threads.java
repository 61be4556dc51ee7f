package dev.signalbox.chat.discord;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/** The threads of cards, made when the first line goes into one. */
final class Threads {
  private static final int LONGEST_NAME = 100;

  /** Those that were met, since an event that tells of one may not have come yet. */
  private final Map<String, ThreadChannel> met = new ConcurrentHashMap<>();

  /** The thread that began at this message; made if there is none. */
  ThreadChannel of(StandardGuildMessageChannel channel, String card) {
    ThreadChannel open = channel.getJDA().getThreadChannelById(card);
    if (open == null) {
      open = met.get(card);
    }
    if (open != null && !open.isArchived()) {
      return open;
    }
    ThreadChannel found = ask(channel, card);
    met.put(card, found);
    return found;
  }

  private static ThreadChannel ask(StandardGuildMessageChannel channel, String card) {
    Message message = Asked.of(channel.retrieveMessageById(card));
    ThreadChannel begun = message.getStartedThread();
    if (begun == null) {
      return begin(channel, message);
    }
    if (begun.isArchived() && !begun.isLocked()) {
      var _ = Asked.of(begun.getManager().setArchived(false));
    }
    return begun;
  }

  private static ThreadChannel begin(StandardGuildMessageChannel channel, Message card) {
    try {
      return Asked.of(channel.createThreadChannel(name(card), card.getId()));
    } catch (ErrorResponseException e) {
      if (e.getErrorResponse() != ErrorResponse.THREAD_WITH_THIS_MESSAGE_ALREADY_EXISTS) {
        throw e;
      }
      return Asked.of(channel.getGuild().retrieveActiveThreads()).stream()
          .filter(thread -> thread.getId().equals(card.getId()))
          .findFirst()
          .orElseThrow(() -> e);
    }
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
