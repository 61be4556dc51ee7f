package dev.signalbox.chat.discord;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/** The threads of cards, made when the first line goes into one. */
final class Threads {
  /** A thread that its moderators locked: nothing is written there any more. */
  private static final int LOCKED = 50083;

  private static final int LONGEST_NAME = 100;

  /** Those that were met, since an event that tells of one may not have come yet. */
  private final Map<String, ThreadChannel> met = new ConcurrentHashMap<>();

  /**
   * Where the lines below this message go: its thread, made if there is none; or the channel, where
   * the thread is locked, or the message is gone and its thread with it.
   */
  MessageChannel of(StandardGuildMessageChannel channel, String card) {
    ThreadChannel open = channel.getJDA().getThreadChannelById(card);
    if (open == null) {
      open = met.get(card);
    }
    if (open != null && !open.isArchived()) {
      return open;
    }
    try {
      ThreadChannel found = ask(channel, card);
      met.put(card, found);
      return isLocked(found) ? channel : found;
    } catch (ErrorResponseException e) {
      if (e.getErrorResponse() != ErrorResponse.UNKNOWN_MESSAGE) {
        throw e;
      }
      return channel;
    }
  }

  /**
   * Where a line goes that was refused here: the thread was deleted, locked or closed meanwhile.
   * Empty where the refusal is about something else.
   */
  Optional<MessageChannel> instead(
      StandardGuildMessageChannel channel, String card, ErrorResponseException refused) {
    met.remove(card);
    if (refused.getErrorCode() == LOCKED) {
      return Optional.of(channel);
    }
    return refused.getErrorResponse() == ErrorResponse.UNKNOWN_CHANNEL
        ? Optional.of(of(channel, card))
        : Optional.empty();
  }

  /** Whether it was refused because there is no such thread any more, or nobody may write in it. */
  static boolean isOver(ErrorResponseException refused) {
    return refused.getErrorCode() == LOCKED
        || refused.getErrorResponse() == ErrorResponse.UNKNOWN_CHANNEL;
  }

  private static boolean isLocked(ThreadChannel thread) {
    return thread.isArchived() && thread.isLocked();
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
