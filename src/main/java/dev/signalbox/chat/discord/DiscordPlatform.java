package dev.signalbox.chat.discord;

import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to Discord. A message's reference is its number; of a message in a thread, the thread's
 * number and its own, as in {@code 110:112}. A thread has the number of the message that it began
 * at.
 */
final class DiscordPlatform implements ChatPlatform {

  /** The platform's name, as identities and channels carry it. */
  static final String NAME = "discord";

  private static final Logger LOG = LoggerFactory.getLogger(DiscordPlatform.class);
  private static final Duration RECONNECTING = Duration.ofSeconds(2);
  private static final Duration WHEN_MENDED = Duration.ofSeconds(15);

  private final Link link;
  private final Rendering rendering;
  private final Threads threads;
  private final Posted posted;
  private final Troubles troubles;
  private final Seed seed;
  private final DiscordHistory history;
  private volatile Consumer<String> promptPosted = _ -> {};
  private final DiscordGroups groups;

  DiscordPlatform(Link link, DiscordSettings settings, Troubles troubles) {
    this.link = link;
    this.rendering = new Rendering(settings.account());
    this.threads = new Threads();
    this.posted = new Posted();
    this.troubles = troubles;
    this.seed = new Seed();
    this.history = new DiscordHistory(link, settings.approving(), rendering);
    this.groups = new DiscordGroups(link);
  }

  /** What reads back, for those who listen. */
  DiscordHistory reading() {
    return history;
  }

  /** Told the channel's number each time that a prompt was posted there. */
  void onPrompt(Consumer<String> listener) {
    promptPosted = listener;
  }

  @Override
  public Health health() {
    return troubles.health().orElseGet(link::health);
  }

  @Override
  public Optional<ChatHistory> history() {
    return Optional.of(history);
  }

  @Override
  public Optional<ChatGroups> groups() {
    return Optional.of(groups);
  }

  @Override
  public String platform() {
    return NAME;
  }

  @Override
  public boolean mergesProgress() {
    return true;
  }

  @Override
  public Delivery post(String channel, Message message, Optional<String> thread) {
    return in(
        channel,
        there -> {
          Delivery.Delivered done =
              thread.isPresent()
                  ? below(thread.get(), there, channel, message)
                  : post(there, channel, message, "");
          prompted(there, message, done);
          return done;
        });
  }

  private Delivery.Delivered below(
      String card, StandardGuildMessageChannel there, String channel, Message message) {
    try {
      return post(threads.of(there, card), channel, message, "");
    } catch (ErrorResponseException e) {
      return threads
          .instead(there, card, e)
          .map(instead -> post(instead, channel, message, ""))
          .orElseThrow(() -> e);
    }
  }

  @Override
  public Delivery update(String channel, String reference, Message message) {
    return in(
        channel,
        there -> {
          int colon = reference.indexOf(':');
          String id = reference.substring(colon + 1);
          MessageChannel in = colon < 0 ? there : threads.of(there, reference.substring(0, colon));
          try {
            var edited = Asked.of(in.editMessageById(id, rendering.of(message).toEdit()));
            return delivered(there, edited, message);
          } catch (IllegalArgumentException e) {
            return new Delivery.Refused("there is no message " + reference);
          } catch (ErrorResponseException e) {
            if (colon >= 0 && Threads.isOver(e)) {
              return new Delivery.Refused("its thread was deleted or locked");
            }
            return gone(e, message) ? again(there, channel, message, reference) : refuse(e);
          }
        });
  }

  /** A card or an open prompt that somebody deleted is needed all the same. */
  private static boolean gone(ErrorResponseException e, Message message) {
    boolean needed =
        message.content() instanceof Message.Card
            || (message.content() instanceof Message.Prompt prompt && prompt.open());
    return needed && e.getErrorResponse() == ErrorResponse.UNKNOWN_MESSAGE;
  }

  private Delivery again(
      StandardGuildMessageChannel there, String channel, Message message, String deleted) {
    Delivery.Delivered done = post(there, channel, message, deleted);
    prompted(there, message, done);
    return done;
  }

  private void prompted(
      StandardGuildMessageChannel there, Message message, Delivery.Delivered done) {
    if (message.content() instanceof Message.Prompt prompt && prompt.open()) {
      seed.plant(there, prompt, done.reference());
      promptPosted.accept(there.getId());
    }
  }

  private static Delivery refuse(ErrorResponseException e) {
    throw e;
  }

  private Delivery.Delivered post(
      MessageChannel in, String channel, Message message, String inPlaceOf) {
    Rendered rendered = rendering.of(message);
    String nonce = Marker.nonce(channel, message.key() + inPlaceOf);
    var sent = send(in, rendered, nonce);
    if (!Posted.says(sent, rendered)) {
      // An earlier attempt had arrived, with less in it.
      sent = Asked.of(in.editMessageById(sent.getId(), rendered.toEdit()));
    }
    return delivered(in, sent, message);
  }

  /** A prompt must not wait for its picture: where no file is taken, it goes without. */
  private net.dv8tion.jda.api.entities.Message send(
      MessageChannel in, Rendered rendered, String nonce) {
    try {
      return Asked.of(in.sendMessage(rendered.toPost()).setNonce(nonce));
    } catch (PermissionException | ErrorResponseException e) {
      if (rendered.files().isEmpty()) {
        throw e;
      }
      var sent = Asked.of(in.sendMessage(rendered.withoutFiles().toPost()).setNonce(nonce));
      LOG.warn("a file was not taken in {}, and is left out: {}", in.getName(), e.getMessage());
      return sent;
    }
  }

  private Delivery.Delivered delivered(
      MessageChannel in, net.dv8tion.jda.api.entities.Message sent, Message message) {
    String reference = Posted.reference(sent);
    posted.remember(in.getId(), message.key(), reference);
    return new Delivery.Delivered(reference, Optional.of(sent.getJumpUrl()));
  }

  @Override
  public Optional<String> find(String channel, String key) {
    JDA jda = link.jda().orElseThrow(() -> new IllegalStateException("Discord is not connected"));
    StandardGuildMessageChannel there =
        Optional.ofNullable(jda.getChannelById(StandardGuildMessageChannel.class, channel))
            .orElseThrow(() -> new IllegalStateException(Words.noChannel(channel).state()));
    return posted.find(there, key);
  }

  private interface Work {
    Delivery in(StandardGuildMessageChannel channel);
  }

  private Delivery in(String channel, Work work) {
    Optional<JDA> jda = link.jda();
    if (jda.isEmpty()) {
      return new Delivery.Later(RECONNECTING, "Discord is not connected");
    }
    StandardGuildMessageChannel there =
        jda.get().getChannelById(StandardGuildMessageChannel.class, channel);
    if (there == null) {
      troubles.met(Setback.where(channel), Words.noChannel(channel));
      return new Delivery.Later(WHEN_MENDED, Words.noChannel(channel).state());
    }
    try {
      Delivery done = work.in(there);
      troubles.over(Setback.where(channel));
      return done;
    } catch (RuntimeException e) {
      return Setback.of(e, channel, troubles);
    }
  }
}
