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
import dev.signalbox.port.Inbox.Deed;
import dev.signalbox.port.Inbox.Noted;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Outbox.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What people do on a platform that delivers some things twice, late, or only when they are read
 * back: each is handed to the reception once, across restarts. What can be read back, a line or a
 * reaction, is noted with what comes of it, so that one that a kill cut short is found again. What
 * cannot, a command or a click, is noted as a {@link Deed} before the platform is told that it was
 * heard, and taken up by the next process where this one does not come to do it.
 */
public final class Hearing {
  /** The emoji that stands for an approval, whatever a platform's configured one is. */
  public static final String APPROVAL = "✅";

  /** A command that was written longer ago, while nobody listened, is not done any more. */
  static final Duration STILL_MEANT = Duration.ofMinutes(15);

  private static final Duration REMEMBERED = Duration.ofDays(7);

  /** How long a process among several may take for a deed before another one takes it up. */
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private final Reception reception;
  private final Outbox outbox;
  private final Inbox inbox;
  private final Timing timing;
  private final Duration claim;
  private final Set<Long> inHand = ConcurrentHashMap.newKeySet();

  /** Hands in to this reception, as the only process. */
  public Hearing(Reception reception, Outbox outbox, Inbox inbox, Timing timing) {
    this(reception, outbox, inbox, timing, Duration.ZERO);
  }

  /** Hands in to this reception, as one of several processes. */
  public static Hearing amongOthers(
      Reception reception, Outbox outbox, Inbox inbox, Timing timing) {
    return new Hearing(reception, outbox, inbox, timing, CLAIM);
  }

  private Hearing(Reception reception, Outbox outbox, Inbox inbox, Timing timing, Duration claim) {
    this.reception = reception;
    this.outbox = outbox;
    this.inbox = inbox;
    this.timing = timing;
    this.claim = claim;
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
    if (!CommandParser.isAddressed(line.text())) {
      return Answer.silence();
    }
    Instant written = Instant.ofEpochMilli(line.at());
    return once(
        channel,
        "line " + channel.name() + " " + line.mark(),
        () ->
            tooLate(written, "written")
                .map(reason -> turnAway(channel, line.account(), line.text(), reason))
                .orElseGet(() -> say(channel, line.account(), line.thread(), line.text())));
  }

  private Answer once(Channel channel, String key, Supplier<Answer> work) {
    Instant now = timing.now();
    return inbox
        .once(channel.platform() + " " + key, now, now.plus(REMEMBERED), work)
        .orElseGet(Answer::silence);
  }

  private Optional<String> tooLate(Instant at, String how) {
    Duration age = Duration.between(at, timing.now());
    return age.compareTo(STILL_MEANT) <= 0
        ? Optional.empty()
        : Optional.of(
            "That was "
                + how
                + " "
                + age.toMinutes()
                + " minutes ago, while Signalbox was away, so it was not done. Say it again if it"
                + " is still meant.");
  }

  /**
   * Notes a deed, to be called before the platform is told that it was heard. Whoever gets it does
   * it by {@link #act(Noted)}.
   *
   * @param key what the platform names the delivery by
   * @param again how long the platform may deliver it again
   * @return empty when it was noted before, by whichever process
   */
  public Optional<Noted> note(Deed deed, String key, Duration again) {
    Instant now = timing.now();
    Optional<Noted> noted =
        inbox.note(deed.platform() + " " + key, deed, now, now.plus(again), now.plus(claim));
    noted.ifPresent(it -> inHand.add(it.number()));
    return noted;
  }

  /**
   * Does what was noted, once; one from long ago is not done any more, and says so.
   *
   * @return empty where another process did it
   */
  public Optional<Answer> act(Noted noted) {
    return act(noted, () -> meant(noted.deed()));
  }

  /** As {@link #act(Noted)}, for what only its platform understands. */
  public Optional<Answer> act(Noted noted, Supplier<Answer> doing) {
    Deed deed = noted.deed();
    try {
      return inbox.done(
          noted,
          () ->
              tooLate(noted.at(), "asked for")
                  .map(reason -> reception.turnAway(speaker(deed), deed.words(), reason))
                  .orElseGet(doing));
    } finally {
      inHand.remove(noted.number());
    }
  }

  private Answer meant(Deed deed) {
    return switch (deed.kind()) {
      case LINE -> say(deed.channel(), speaker(deed), deed.message(), deed.words());
      case APPROVAL ->
          deed.message()
              .map(reference -> other(deed.channel(), speaker(deed), reference, APPROVAL))
              .orElseGet(Answer::silence);
      case BUTTON -> throw new IllegalArgumentException("only its platform knows this button");
    };
  }

  /**
   * What was noted on a platform and not done, because the process that noted it is gone; in the
   * order in which it came.
   */
  public List<Noted> left(String platform) {
    Instant now = timing.now();
    return inbox.left(platform, now, now.plus(claim)).stream()
        .filter(noted -> inHand.add(noted.number()))
        .toList();
  }

  /**
   * A line by other means than writing, such as a slash command or a button.
   *
   * @param thread the reference of the message in whose thread it was said
   */
  public Answer say(Channel channel, String account, Optional<String> thread, String line) {
    return say(channel.name(), speaker(channel, account), thread, line);
  }

  private Answer say(String channel, Speaker speaker, Optional<String> thread, String line) {
    Optional<DeploymentId> deployment =
        thread
            .flatMap(reference -> outbox.byReference(channel, reference))
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
    return once(
        channel,
        reaction(channel, account, key),
        () -> reception.react(speaker(channel, account), key, APPROVAL));
  }

  /** An approving reaction was taken off a message. */
  public Answer takeOff(Channel channel, String account, String reference) {
    Optional<Item> item = outbox.byReference(channel.name(), reference);
    if (item.isEmpty()) {
      return Answer.silence();
    }
    String key = item.get().message().key();
    return inbox
        .forgetting(
            channel.platform() + " " + reaction(channel, account, key),
            timing.now(),
            () -> reception.unreact(speaker(channel, account), key, APPROVAL))
        .orElseGet(Answer::silence);
  }

  /** Whether this is a message of ours, as opposed to what people react to as they like. */
  public boolean isOurs(Channel channel, String reference) {
    return outbox.byReference(channel.name(), reference).isPresent();
  }

  /** Another reaction than an approving one was put on a message. */
  public Answer other(Channel channel, String account, String reference, String emoji) {
    return other(channel.name(), speaker(channel, account), reference, emoji);
  }

  private Answer other(String channel, Speaker speaker, String reference, String emoji) {
    return outbox
        .byReference(channel, reference)
        .map(item -> reception.react(speaker, item.message().key(), emoji))
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

  private static Speaker speaker(Deed deed) {
    return new Speaker(new Identity(deed.platform(), deed.account()), deed.channel());
  }
}
