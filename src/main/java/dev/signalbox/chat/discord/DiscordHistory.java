package dev.signalbox.chat.discord;

import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.PortFailure;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.entities.MessageReaction;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/**
 * Reads back what stands in Discord's channels. What people write there is not read: commands are
 * slash commands, which Discord delivers to nobody who is away, so there is nothing to catch up.
 */
final class DiscordHistory implements ChatHistory {
  private static final int USERS_OF_A_REACTION = 1_000;

  private final Link link;
  private final Approving approving;
  private final Rendering rendering;

  DiscordHistory(Link link, Set<String> approving, Rendering rendering) {
    this.link = link;
    this.approving = new Approving(approving);
    this.rendering = rendering;
  }

  @Override
  public Optional<Set<String>> approvals(String channel, String reference) {
    return read(
        channel,
        there -> {
          Optional<Message> message = message(there, reference);
          return message.map(this::approvals);
        });
  }

  private Set<String> approvals(Message message) {
    Set<String> accounts = new HashSet<>();
    for (MessageReaction reaction : message.getReactions()) {
      if (approving.includes(reaction.getEmoji())) {
        Asked.of(message.retrieveReactionUsers(reaction.getEmoji()).takeAsync(USERS_OF_A_REACTION))
            .stream()
            .filter(user -> !user.isBot() && !user.isSystem())
            .map(User::getId)
            .forEach(accounts::add);
      }
    }
    return accounts;
  }

  @Override
  public List<Line> after(String channel, long mark, List<String> threads) {
    return List.of();
  }

  /** Nothing that people write is read back, so there is no place to go on from. */
  @Override
  public long mark(Instant time) {
    return 0;
  }

  @Override
  public Copy copy(String channel, String reference, dev.signalbox.report.Message posted) {
    return read(
        channel,
        there ->
            message(there, reference)
                .map(
                    message ->
                        isSame(message, rendering.of(posted))
                            ? new Copy.Intact()
                            : new Copy.Edited())
                .orElseGet(Copy.Deleted::new));
  }

  private static boolean isSame(Message message, Rendered posted) {
    if (message.getEmbeds().size() != 1) {
      return false;
    }
    MessageEmbed there = message.getEmbeds().getFirst();
    MessageEmbed ours = posted.embed();
    return text(there.getTitle()).equals(text(ours.getTitle()))
        && text(there.getDescription()).equals(text(ours.getDescription()))
        && fields(there).equals(fields(ours));
  }

  private static List<String> fields(MessageEmbed embed) {
    return embed.getFields().stream()
        .map(f -> text(f.getName()) + "\n" + text(f.getValue()))
        .toList();
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return Objects.requireNonNullElse(text, "").strip();
  }

  private static Optional<Message> message(StandardGuildMessageChannel there, String reference) {
    int colon = reference.indexOf(':');
    MessageChannel in = there;
    if (colon > 0) {
      in = there.getJDA().getThreadChannelById(reference.substring(0, colon));
      if (in == null) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(Asked.of(in.retrieveMessageById(reference.substring(colon + 1))));
    } catch (ErrorResponseException e) {
      if (e.getErrorResponse() == ErrorResponse.UNKNOWN_MESSAGE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> T read(String channel, Function<StandardGuildMessageChannel, T> how) {
    JDA jda = link.jda().orElseThrow(() -> failure("Discord is not connected", null));
    StandardGuildMessageChannel there =
        jda.getChannelById(StandardGuildMessageChannel.class, channel);
    if (there == null) {
      throw failure(Words.noChannel(channel).state(), null);
    }
    return orUnreachable(() -> how.apply(there));
  }

  /** The answer, or the failure that the port promises. */
  static <T> T orUnreachable(Supplier<T> work) {
    try {
      return work.get();
    } catch (PortFailure known) {
      throw known;
    } catch (RuntimeException e) {
      throw failure("Discord cannot be read: " + e.getMessage(), e);
    }
  }

  private static PortFailure failure(
      String reason, @org.jspecify.annotations.Nullable Throwable cause) {
    return new PortFailure.Unreachable(reason, cause);
  }
}
