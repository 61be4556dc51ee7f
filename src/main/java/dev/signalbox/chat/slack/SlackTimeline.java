package dev.signalbox.chat.slack;

import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the messages that stand in channels and threads. */
final class SlackTimeline {
  private static final Logger LOG = LoggerFactory.getLogger(SlackTimeline.class);

  /** What messages of ours carry, so that they are found again. */
  static final String EVENT = "signalbox_message";

  /** The name of a message's key in what it carries. */
  static final String KEY = "key";

  private static final int PAGE = 200;

  /** To find what was posted just before a crash. */
  private static final int NEWEST_PAGES = 3;

  /** To read back what came while nobody listened, and a thread of a large cluster. */
  private static final int MOST_PAGES = 50;

  private static final int NEWEST_THREADS = 5;
  private static final Duration SAME = Duration.ofSeconds(5);
  private static final int MICROS = 1_000_000;

  private record Page(Instant at, List<Message> messages) {}

  private final SlackApi api;
  private final Pace pace;
  private final InstantSource clock;
  private final Map<String, Page> newest = new ConcurrentHashMap<>();

  SlackTimeline(SlackApi api, Pace pace, InstantSource clock) {
    this.api = api;
    this.pace = pace;
    this.clock = clock;
  }

  /** A message's place in time, in microseconds since 1970. */
  static long mark(String ts) {
    int dot = ts.indexOf('.');
    try {
      return dot < 0
          ? Long.parseLong(ts) * MICROS
          : Long.parseLong(ts.substring(0, dot)) * MICROS
              + Long.parseLong((ts.substring(dot + 1) + "000000").substring(0, 6));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The timestamp of this place in time. */
  static String ts(long mark) {
    return String.format("%d.%06d", mark / MICROS, mark % MICROS);
  }

  /** Something was posted: what was read before is out of date. */
  void changed(String channel) {
    newest.remove(channel);
  }

  /** The message that carries this key, in the channel or in one of its newest threads. */
  Optional<String> find(String channel, String key) {
    List<Message> messages = newest(channel);
    Optional<String> found = carrying(messages, key);
    if (found.isPresent()) {
      return found;
    }
    return messages.stream()
        .filter(m -> m.getReplyCount() != null && m.getReplyCount() > 0)
        .filter(m -> key(m).filter(k -> k.startsWith("card:")).isPresent())
        .limit(NEWEST_THREADS)
        .flatMap(card -> carrying(thread(channel, card.getTs(), 0), key).stream())
        .findFirst();
  }

  private static Optional<String> carrying(List<Message> messages, String key) {
    return messages.stream()
        .filter(m -> key(m).filter(key::equals).isPresent())
        .map(Message::getTs)
        .findFirst();
  }

  private static Optional<String> key(Message message) {
    return Optional.ofNullable(message.getMetadata())
        .filter(m -> EVENT.equals(m.getEventType()) && m.getEventPayload() != null)
        .map(m -> String.valueOf(m.getEventPayload().get(KEY)));
  }

  /** The newest messages of the channel, newest first; the same for some seconds. */
  List<Message> newest(String channel) {
    Page page = newest.get(channel);
    Instant now = clock.instant();
    if (page != null && now.isBefore(page.at().plus(SAME))) {
      return page.messages();
    }
    List<Message> read = history(channel, "0", NEWEST_PAGES);
    newest.put(channel, new Page(now, read));
    return read;
  }

  /** All messages of the channel after this timestamp, newest first. */
  List<Message> history(String channel, String oldest) {
    return history(channel, oldest, MOST_PAGES);
  }

  private List<Message> history(String channel, String oldest, int most) {
    return pages(
        "conversations.history of " + channel,
        most,
        cursor -> {
          pace.loosely("conversations.history", Pace.TIER_3);
          ConversationsHistoryResponse read =
              orThrow(
                  api.ask(
                      client ->
                          client.conversationsHistory(
                              r ->
                                  r.channel(channel)
                                      .oldest(oldest)
                                      .limit(PAGE)
                                      .includeAllMetadata(true)
                                      .cursor(cursor))));
          return new Part(read.getMessages(), read.getResponseMetadata());
        });
  }

  /** A page, and where the next one is. */
  private record Part(List<Message> messages, @Nullable ResponseMetadata next) {}

  private static List<Message> pages(String what, int most, Function<@Nullable String, Part> read) {
    List<Message> messages = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < most; page++) {
      Part part = read.apply(cursor.isEmpty() ? null : cursor);
      messages.addAll(part.messages());
      cursor = part.next() == null ? "" : SlackApi.orEmpty(part.next().getNextCursor());
      if (cursor.isEmpty()) {
        return messages;
      }
    }
    LOG.debug("{} has more than {} messages; the rest is not read", what, messages.size());
    return messages;
  }

  /** One message of the channel itself. */
  Optional<Message> at(String channel, String ts) {
    pace.loosely("conversations.history", Pace.TIER_3);
    return orThrow(
            api.ask(
                client ->
                    client.conversationsHistory(
                        r ->
                            r.channel(channel)
                                .oldest(ts)
                                .latest(ts)
                                .inclusive(true)
                                .limit(1)
                                .includeAllMetadata(true))))
        .getMessages()
        .stream()
        .filter(m -> ts.equals(m.getTs()))
        .findFirst();
  }

  /** Answers in the thread of a message after this mark, without the message itself. */
  List<Message> thread(String channel, String ts, long after) {
    String oldest = after == 0 ? "0" : ts(after);
    return pages(
            "the thread " + ts + " in " + channel,
            MOST_PAGES,
            cursor -> {
              pace.loosely("conversations.replies", Pace.TIER_3);
              return replies(
                  api.ask(
                      client ->
                          client.conversationsReplies(
                              r ->
                                  r.channel(channel)
                                      .ts(ts)
                                      .oldest(oldest)
                                      .limit(PAGE)
                                      .includeAllMetadata(true)
                                      .cursor(cursor))));
            })
        .stream()
        .filter(m -> !ts.equals(m.getTs()))
        .toList();
  }

  /** A thread whose message was deleted has nothing any more. */
  private static Part replies(SlackApi.Result<ConversationsRepliesResponse> read) {
    if (read instanceof SlackApi.Result.Failed<ConversationsRepliesResponse>(var error, String _)
        && error.kind() == SlackError.Kind.GONE) {
      return new Part(List.of(), null);
    }
    ConversationsRepliesResponse page = orThrow(read);
    return new Part(page.getMessages(), page.getResponseMetadata());
  }

  /** The names of the files in the thread of a message. */
  Set<String> fileNames(String channel, String ts) {
    return thread(channel, ts, 0).stream()
        .filter(m -> m.getFiles() != null)
        .flatMap(m -> m.getFiles().stream())
        .map(file -> SlackApi.orEmpty(file.getName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  static <T extends SlackApiTextResponse> T orThrow(SlackApi.Result<T> result) {
    return switch (result) {
      case SlackApi.Result.Done<T>(T value) -> value;
      case SlackApi.Result.Limited<T>(Duration wait) ->
          throw new PortFailure.Unreachable(
              "Slack asks to wait for " + wait.toSeconds() + " seconds", null);
      case SlackApi.Result.Failed<T>(SlackError error, String needed) ->
          throw new PortFailure.Unreachable(
              "Slack says " + error.code() + (needed.isEmpty() ? "" : ", needed: " + needed), null);
      case SlackApi.Result.Unclear<T>(String reason) ->
          throw new PortFailure.Unreachable(reason, null);
    };
  }
}
