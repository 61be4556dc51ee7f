package dev.signalbox.chat.discord;

import dev.signalbox.access.People;
import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.Turns;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Everything of Discord: the platform that messages are posted to, and the entrances through which
 * people speak. It connects when it is started, in its own time; nobody waits for it.
 */
public final class Discord implements AutoCloseable {

  /** The platform's name, as identities and channels carry it. */
  public static final String NAME = DiscordPlatform.NAME;

  private static final int STOPS_WITHIN_SECONDS = 5;

  /** Of the time that an inspection has, what is kept for its questions. */
  private static final Duration FOR_ANSWERS = Duration.ofSeconds(10);

  private final DiscordSettings settings;
  private final Places places;
  private final ScheduledExecutorService timer;
  private final Troubles troubles = new Troubles();
  private final Link link;
  private final DiscordPlatform platform;
  private volatile boolean started;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("discord-", 0).factory());

  /**
   * Not connected yet.
   *
   * @param channels those that are Discord's
   */
  public Discord(DiscordSettings settings, List<Channel> channels, ScheduledExecutorService timer) {
    this.settings = settings;
    this.places = new Places(channels);
    this.timer = timer;
    this.link = new Link(settings, troubles, timer);
    this.platform = new DiscordPlatform(link, settings, troubles);
  }

  /**
   * What tries whether all that is needed of Discord is there: by its own connection where the bot
   * runs, and where it does not by one that is opened for it, which disturbs no other.
   *
   * @param groups the groups that hold roles, as they are configured
   */
  public Inspectable inspection(Set<String> groups, People people) {
    DiscordInspection inspection = new DiscordInspection(places.channels(), groups, people);
    return limit -> {
      if (started) {
        return inspection.by(link, troubles);
      }
      Troubles found = new Troubles();
      try (Link own = new Link(settings, found, timer)) {
        own.start(List.of());
        own.awaitOutcome(limit.minus(FOR_ANSWERS));
        return inspection.by(own, found);
      }
    };
  }

  /** Where messages are posted. */
  public ChatPlatform platform() {
    return platform;
  }

  /**
   * Where what people do goes.
   *
   * @param deliver is run when something that had to wait can be posted
   */
  public record Inside(
      Hearing hearing,
      CatchingUp catchingUp,
      Outbox outbox,
      Suggestions suggestions,
      Runnable deliver) {}

  /** Connects, and opens the entrances. */
  public void start(Inside inside) {
    started = true;
    PrivateWords teller = new PrivateWords(link);
    DiscordHistory history = platform.reading();
    Awake awake =
        new Awake(places, inside.catchingUp(), history, teller, inside.deliver(), timer, executor);
    Turns turns = new Turns(executor);
    Deeds deeds = new Deeds(inside.hearing(), places, teller, turns, timer, executor);
    ReactionEntrance reactions =
        new ReactionEntrance(
            places,
            inside.hearing(),
            inside.outbox(),
            new ReactionEntrance.Reading(history, new Approving(settings.approving())),
            teller,
            awake,
            turns);
    platform.onPrompt(address -> places.channel(address).ifPresent(awake::afterPrompt));
    Suggestions suggestions = inside.suggestions();
    CommandSet commands = new CommandSet(suggestions.applications(), suggestions.stages());
    link.start(
        List.of(
            deeds,
            new CommandEntrance(places, inside.hearing(), inside.outbox(), deeds),
            new TypingEntrance(places, suggestions, executor),
            reactions,
            new Registration(commands.commands(), places.addresses(), troubles, executor),
            awake));
  }

  @Override
  public void close() {
    link.close();
    // What was heard is done; nothing is interrupted, since it may be inside the database.
    executor.shutdown();
    try {
      var _ = executor.awaitTermination(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
