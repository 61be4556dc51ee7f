package dev.signalbox.chat.discord;

import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.Turns;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Message;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.emoji.EmojiUnion;
import net.dv8tion.jda.api.events.message.react.GenericMessageReactionEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionRemoveAllEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionRemoveEmojiEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionRemoveEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reactions on gates' prompts. An event only says that something changed: what counts is what
 * stands on the message when it is read then, so that events that come late, twice or in another
 * order count for nothing more.
 */
final class ReactionEntrance extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ReactionEntrance.class);

  private final Places places;
  private final Hearing hearing;
  private final Outbox outbox;
  private final ChatHistory history;
  private final Approving approving;
  private final CatchingUp.Teller teller;
  private final Awake awake;
  private final Turns turns;

  /**
   * What reactions go to.
   *
   * @param awake reads back what no single event tells
   */
  ReactionEntrance(
      Places places,
      Hearing hearing,
      Outbox outbox,
      Reading reading,
      CatchingUp.Teller teller,
      Awake awake,
      Turns turns) {
    this.places = places;
    this.hearing = hearing;
    this.outbox = outbox;
    this.history = reading.history();
    this.approving = reading.approving();
    this.teller = teller;
    this.awake = awake;
    this.turns = turns;
  }

  /** How reactions are read back, and which of them approve. */
  record Reading(ChatHistory history, Approving approving) {}

  @Override
  public void onMessageReactionAdd(MessageReactionAddEvent event) {
    Member member = event.getMember();
    boolean isBot = member != null && member.getUser().isBot();
    if (!isBot) {
      onPrompt(event, this::put);
    }
  }

  @Override
  public void onMessageReactionRemove(MessageReactionRemoveEvent event) {
    onPrompt(event, this::takeOff);
  }

  @Override
  public void onMessageReactionRemoveAll(MessageReactionRemoveAllEvent event) {
    cleared(event.getChannel().getId());
  }

  @Override
  public void onMessageReactionRemoveEmoji(MessageReactionRemoveEmojiEvent event) {
    cleared(event.getChannel().getId());
  }

  /** A moderator removed them: whose they were, only the votes know. */
  private void cleared(String address) {
    places.channel(address).ifPresent(awake::readBack);
  }

  private interface Work {
    Answer with(Channel channel, String account, String reference, EmojiUnion emoji);
  }

  private void onPrompt(GenericMessageReactionEvent event, Work work) {
    Optional<Channel> channel = places.channel(event.getChannel().getId());
    String account = event.getUserId();
    if (channel.isEmpty() || account.equals(event.getJDA().getSelfUser().getId())) {
      return;
    }
    String reference = event.getMessageId();
    EmojiUnion emoji = event.getEmoji();
    turns.take(account, () -> heard(channel.get(), account, reference, emoji, work));
  }

  private void heard(
      Channel channel, String account, String reference, EmojiUnion emoji, Work work) {
    try {
      if (isPrompt(channel, reference)) {
        teller.tell(
            channel, account, Optional.empty(), work.with(channel, account, reference, emoji));
      }
    } catch (RuntimeException e) {
      LOG.error("a reaction of {} in {} was not heard", account, channel.name(), e);
      awake.readBack(channel);
    }
  }

  /** People may react to anything else as they like. */
  private boolean isPrompt(Channel channel, String reference) {
    return outbox
        .byReference(channel.name(), reference)
        .filter(item -> item.message().content() instanceof Message.Prompt)
        .isPresent();
  }

  private Answer put(Channel channel, String account, String reference, EmojiUnion emoji) {
    if (!approving.includes(emoji)) {
      return hearing.other(channel, account, reference, Approving.shown(emoji));
    }
    try {
      Optional<Set<String>> there = history.approvals(channel.address(), reference);
      return there.filter(accounts -> accounts.contains(account)).isPresent()
          ? hearing.put(channel, account, reference)
          : Answer.silence();
    } catch (PortFailure failure) {
      awake.readBack(channel);
      return Answer.refused(
          "your reaction cannot be read back from the message, so it does not count yet ("
              + failure.reason()
              + "). /approve does.");
    }
  }

  private Answer takeOff(Channel channel, String account, String reference, EmojiUnion emoji) {
    if (!approving.includes(emoji)) {
      return Answer.silence();
    }
    boolean stays;
    try {
      // Another of the approving emoji may still be there.
      stays =
          history
              .approvals(channel.address(), reference)
              .filter(accounts -> accounts.contains(account))
              .isPresent();
    } catch (PortFailure failure) {
      LOG.warn("reactions in {} cannot be read back: {}", channel.name(), failure.reason());
      stays = false;
    }
    return stays ? Answer.silence() : hearing.takeOff(channel, account, reference);
  }
}
