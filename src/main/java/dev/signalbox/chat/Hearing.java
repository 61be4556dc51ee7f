package dev.signalbox.chat;

import dev.signalbox.access.Identity;
import dev.signalbox.command.CommandParser;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Speaker;
import dev.signalbox.port.ChatHistory.Line;
import dev.signalbox.port.Inbox;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Outbox.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What people do on a platform that delivers some things twice, late, or only when they are read
 * back: each is handed to the reception once, across restarts.
 */
public final class Hearing {
  /** The emoji that stands for an approval, whatever a platform's configured one is. */
  public static final String APPROVAL = "✅";

  /** A command that was written longer ago, while nobody listened, is not done any more. */
  static final Duration STILL_MEANT = Duration.ofMinutes(15);

  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final Reception reception;
  private final Outbox outbox;
  private final Inbox inbox;
  private final Timing timing;

  /** Hands in to this reception. */
  public Hearing(Reception reception, Outbox outbox, Inbox inbox, Timing timing) {
    this.reception = reception;
    this.outbox = outbox;
    this.inbox = inbox;
    this.timing = timing;
  }

  /**
   * Whether this was not heard before; from now on it was.
   *
   * @param key what the platform names the delivery by
   * @param again how long the platform may deliver it again
   */
  public boolean first(Channel channel, String key, Duration again) {
    Instant now = timing.now();
    return inbox.first(channel.platform() + " " + key, now, now.plus(again));
  }

  /** What time it is. */
  Instant now() {
    return timing.now();
  }

  /**
   * Somebody who has no say on the platform at all, such as a guest, is turned away.
   *
   * @param line what they wrote or did
   */
  public Answer turnAway(Channel channel, String account, String line, String reason) {
    return reception.turnAway(speaker(channel, account), line, reason);
  }

  /** A line was written; silence when it was heard before, or is not meant for the bot. */
  public Answer line(Channel channel, Line line) {
    if (!CommandParser.isAddressed(line.text())
        || !first(channel, "line " + channel.name() + " " + line.mark(), REMEMBERED)) {
      return Answer.silence();
    }
    Duration age = Duration.between(Instant.ofEpochMilli(line.at()), timing.now());
    if (age.compareTo(STILL_MEANT) > 0) {
      return Answer.refused(
          "That was written "
              + age.toMinutes()
              + " minutes ago, while Signalbox was away, so it was not done. Say it again if it is"
              + " still meant.");
    }
    return say(channel, line.account(), line.thread(), line.text());
  }

  /**
   * A line by other means than writing, such as a slash command or a button.
   *
   * @param thread the reference of the message in whose thread it was said
   */
  public Answer say(Channel channel, String account, Optional<String> thread, String line) {
    Speaker speaker = speaker(channel, account);
    Optional<DeploymentId> deployment =
        thread
            .flatMap(reference -> outbox.byReference(channel.name(), reference))
            .flatMap(item -> item.message().deployment());
    return deployment.isPresent()
        ? reception.sayInThread(speaker, deployment.get(), line)
        : reception.say(speaker, line);
  }

  /**
   * An approving reaction was put on a message; silence when it is there already or the message is
   * none of ours. One that was refused is there too, until it is taken off.
   */
  public Answer put(Channel channel, String account, String reference) {
    Optional<Item> item = outbox.byReference(channel.name(), reference);
    if (item.isEmpty()) {
      return Answer.silence();
    }
    String key = item.get().message().key();
    return first(channel, reaction(channel, account, key), REMEMBERED)
        ? reception.react(speaker(channel, account), key, APPROVAL)
        : Answer.silence();
  }

  /** An approving reaction was taken off a message. */
  public Answer takeOff(Channel channel, String account, String reference) {
    Optional<Item> item = outbox.byReference(channel.name(), reference);
    if (item.isEmpty()) {
      return Answer.silence();
    }
    String key = item.get().message().key();
    if (!isPut(channel, account, key)) {
      return Answer.silence();
    }
    inbox.forget(channel.platform() + " " + reaction(channel, account, key));
    return reception.unreact(speaker(channel, account), key, APPROVAL);
  }

  /** Whether this is a message of ours, as opposed to what people react to as they like. */
  public boolean isOurs(Channel channel, String reference) {
    return outbox.byReference(channel.name(), reference).isPresent();
  }

  /** Another reaction than an approving one was put on a message. */
  public Answer other(Channel channel, String account, String reference, String emoji) {
    return outbox
        .byReference(channel.name(), reference)
        .map(item -> reception.react(speaker(channel, account), item.message().key(), emoji))
        .orElseGet(Answer::silence);
  }

  /** A button that stands for an approval was pressed. */
  public Answer press(Channel channel, String account, String reference) {
    return other(channel, account, reference, APPROVAL);
  }

  /** Whether the account's approving reaction on the message was heard and not taken off. */
  boolean isPut(Channel channel, String account, String messageKey) {
    return inbox.has(
        channel.platform() + " " + reaction(channel, account, messageKey), timing.now());
  }

  private static String reaction(Channel channel, String account, String messageKey) {
    return "reaction " + channel.name() + " " + messageKey + " " + account;
  }

  private static Speaker speaker(Channel channel, String account) {
    return new Speaker(new Identity(channel.platform(), account), channel.name());
  }
}
