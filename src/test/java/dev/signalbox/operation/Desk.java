package dev.signalbox.operation;

import static org.mockito.Mockito.mock;

import dev.signalbox.access.Identity;
import dev.signalbox.command.CommandParser;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Speaker;
import dev.signalbox.port.Outbox;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The reception in front of a trial, with three channels, and people who speak there. */
final class Desk {
  static final Lane STAGING = Lane.of("shop", "staging");
  static final Lane API = Lane.of("api", "production");

  private final Trial trial;
  private final CommandReception reception;

  Desk(Trial trial) {
    this.trial = trial;
    this.reception =
        new CommandReception(
            new Services(
                trial.bot().requests(),
                trial.bot().decisions(),
                trial.bot().stores(),
                trial.ground().access(),
                trial.ground().specs(),
                trial.bot().equipment(),
                new NothingToInspect(),
                new ChannelCopies(mock(Outbox.class), List.of()),
                List.of(),
                trial.clock()),
            new CommandParser(
                new Vocabulary(
                    Set.of(new Application("shop"), new Application("api")),
                    Set.of(new Stage("production"), new Stage("staging")))),
            List.of(
                channel("releases", Set.of("shop"), true),
                channel("api-team", Set.of("api"), true),
                channel("everyone", Set.of("shop", "api"), false)),
            Set.of("✅", "white_check_mark"));
  }

  private static Channel channel(String name, Set<String> applications, boolean defaults) {
    Set<Application> known = Set.copyOf(applications.stream().map(Application::new).toList());
    return new Channel(
        name,
        "slack",
        "#" + name,
        known,
        defaults ? Optional.of(known.iterator().next()) : Optional.empty(),
        defaults ? Optional.of(new Stage("production")) : Optional.empty());
  }

  /** Shop in two stages, and another application. */
  static Ground ground(Ground ground) {
    return ground.also(STAGING, API);
  }

  Answer say(String person, String line) {
    return sayIn("releases", person, line);
  }

  Answer sayIn(String channel, String person, String line) {
    return reception.say(speaker(channel, person), line);
  }

  Answer react(String person, String key, String emoji) {
    return reception.react(speaker("releases", person), key, emoji);
  }

  Answer unreact(String person, String key, String emoji) {
    return reception.unreact(speaker("releases", person), key, emoji);
  }

  private static Speaker speaker(String channel, String person) {
    return new Speaker(new Identity("slack", person), channel);
  }

  /** The key of the newest prompt. */
  String prompt() {
    return "gate:" + trial.prompt().gate() + ":" + trial.prompt().revision();
  }

  /** The newest entry of the journal. */
  JournalEntry last() {
    return trial.stores().journal().last(1).getFirst();
  }

  /** The newest refusal that was journaled. */
  JournalEvent.CommandRefused refused() {
    return trial.stores().journal().last(50).reversed().stream()
        .map(JournalEntry::event)
        .filter(JournalEvent.CommandRefused.class::isInstance)
        .map(JournalEvent.CommandRefused.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
