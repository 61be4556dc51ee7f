package dev.signalbox.chat.discord;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/**
 * Which of our messages stand in which channel, by their keys: as this process posted them, and as
 * they are found after a crash. What a crash left unclear was posted last before it, so that the
 * newest messages of ours in a channel, and in its newest threads, are enough to look at.
 */
final class Posted {
  private static final int PAGE = 100;
  private static final int OWN = 300;
  private static final int PAGES = 50;
  private static final int THREADS = 12;
  private static final int REMEMBERED = 20_000;

  private final Map<String, String> known = new HashMap<>();
  private final Set<String> searched = new HashSet<>();

  /** What a message is named by in the outbox. */
  static String reference(Message message) {
    return message.getChannelType().isThread()
        ? message.getChannelId() + ":" + message.getId()
        : message.getId();
  }

  /** Whether a message says what was to be said. */
  static boolean says(Message message, Rendered rendered) {
    return !message.getEmbeds().isEmpty()
        && text(message.getEmbeds().getFirst().getDescription())
            .equals(text(rendered.embed().getDescription()));
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.strip();
  }

  synchronized void remember(String channel, String key, String reference) {
    if (known.size() >= REMEMBERED) {
      // Only what a crash leaves unclear is asked for, and that is read from the channel again.
      known.clear();
      searched.clear();
    }
    known.put(channel + " " + key, reference);
  }

  /**
   * Finds a message in a channel or in one of its threads.
   *
   * @throws RuntimeException when Discord cannot be read, so that nothing is certain
   */
  Optional<String> find(StandardGuildMessageChannel channel, String key) {
    List<Message> newest = own(channel);
    Optional<String> here = lookUp(channel.getId(), key);
    if (here.isPresent()) {
      return here;
    }
    for (Message message :
        newest.stream().filter(m -> m.getStartedThread() != null).limit(THREADS).toList()) {
      ThreadChannel thread = message.getStartedThread();
      if (thread != null) {
        search(thread);
        Optional<String> there = lookUp(thread.getId(), key);
        if (there.isPresent()) {
          return there;
        }
      }
    }
    return Optional.empty();
  }

  private synchronized Optional<String> lookUp(String channel, String key) {
    return Optional.ofNullable(known.get(channel + " " + key));
  }

  private void search(ThreadChannel thread) {
    try {
      var _ = own(thread);
    } catch (ErrorResponseException e) {
      // A thread that was deleted has nothing in it.
      if (e.getErrorResponse() != ErrorResponse.UNKNOWN_CHANNEL) {
        throw e;
      }
    }
  }

  /** Reads back until enough of ours was seen; at the second time, only what is new. */
  private List<Message> own(MessageChannel channel) {
    List<Message> own = new java.util.ArrayList<>();
    String before = "";
    for (int page = 0; page < PAGES; page++) {
      List<Message> read =
          before.isEmpty()
              ? Asked.of(channel.getHistory().retrievePast(PAGE))
              : Asked.of(channel.getHistoryBefore(before, PAGE)).getRetrievedHistory();
      for (Message message : read) {
        Marker.key(message)
            .ifPresent(
                key -> {
                  remember(channel.getId(), key, reference(message));
                  own.add(message);
                });
      }
      if (read.size() < PAGE || own.size() >= OWN || wasSearched(channel)) {
        break;
      }
      before = read.getLast().getId();
    }
    searched(channel);
    return own;
  }

  private synchronized boolean wasSearched(MessageChannel channel) {
    return searched.contains(channel.getId());
  }

  private synchronized void searched(MessageChannel channel) {
    searched.add(channel.getId());
  }
}
