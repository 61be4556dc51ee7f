package dev.signalbox.operation;

import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatHistory.Copy;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Outbox.Item;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what stands in a channel with what was posted there: the journal is the record, the
 * channel its copy, and people with rights on the platform can change or delete copies.
 */
public final class ChannelCopies {
  private static final int LOOKED_AT = 60;

  private final Outbox outbox;
  private final Map<String, ChatPlatform> platforms;

  /** Compares on these platforms. */
  public ChannelCopies(Outbox outbox, List<ChatPlatform> platforms) {
    this.outbox = outbox;
    this.platforms =
        platforms.stream()
            .collect(Collectors.toUnmodifiableMap(ChatPlatform::platform, Function.identity()));
  }

  /** What was found. */
  record Found(boolean intact, List<String> lines) {}

  /** Looks at the newest messages of the channel; a platform of ours has nothing to compare. */
  Found compare(Channel channel) {
    Optional<ChatHistory> history =
        Optional.ofNullable(platforms.get(channel.platform())).flatMap(ChatPlatform::history);
    if (history.isEmpty()) {
      return new Found(true, List.of());
    }
    List<String> lines = new ArrayList<>();
    int looked = 0;
    try {
      for (Item item : outbox.posted(channel.name(), LOOKED_AT)) {
        Copy copy =
            history.get().copy(channel.address(), item.reference().orElse(""), item.message());
        describe(item, copy).ifPresent(lines::add);
        looked++;
      }
    } catch (PortFailure failure) {
      lines.add("✖ the copies in " + channel.name() + " cannot be read: " + failure.reason());
      return new Found(false, lines);
    }
    boolean intact = lines.isEmpty();
    if (intact) {
      lines.add("✔ the newest " + looked + " messages stand in " + channel.name() + " as posted");
    }
    return new Found(intact, lines);
  }

  private static Optional<String> describe(Item item, Copy copy) {
    return switch (copy) {
      case Copy.Intact _ -> Optional.empty();
      case Copy.Edited _ -> Optional.of("✖ edited in the channel: " + named(item.message()));
      case Copy.Deleted _ -> Optional.of("✖ deleted from the channel: " + named(item.message()));
    };
  }

  private static String named(Message message) {
    String of = message.deployment().map(id -> id + " ").orElse("");
    return of
        + switch (message.content()) {
          case Message.Card _ -> "card";
          case Message.Prompt prompt -> "prompt, \"" + prompt.question() + "\"";
          case Message.Notice notice -> "\"" + notice.text() + "\"";
        }
        + " ("
        + message.key()
        + ")";
  }
}
