package dev.signalbox.operation;

import dev.signalbox.access.Identity;
import dev.signalbox.access.Person;
import dev.signalbox.command.Command;
import dev.signalbox.command.CommandParser;
import dev.signalbox.command.Parsed;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.engine.Seen;
import dev.signalbox.port.Inbox.DoneAlready;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.Outage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reception: who is it, where, what is meant, who sees to it; and every word into the journal.
 */
public final class CommandReception implements Reception {
  private static final Logger LOG = LoggerFactory.getLogger(CommandReception.class);
  private static final int JOURNALED_CHARACTERS = 500;
  private static final Pattern PROMPT = Pattern.compile("gate:(\\d{1,18}):(\\d{1,9})");

  private final Services services;
  private final CommandParser parser;
  private final Map<String, Channel> channels;
  private final Set<String> approvingEmoji;
  private final Operations operations;

  /**
   * A reception for these channels.
   *
   * @param approvingEmoji the reactions that approve, as platforms name them without skin tone
   */
  public CommandReception(
      Services services, CommandParser parser, List<Channel> channels, Set<String> approvingEmoji) {
    this.services = services;
    this.parser = parser;
    this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, c -> c));
    this.approvingEmoji = Set.copyOf(approvingEmoji);
    this.operations = new Operations(services);
  }

  @Override
  public Answer say(Speaker speaker, String line) {
    return say(speaker, line, UnaryOperator.identity());
  }

  @Override
  public Answer sayInThread(Speaker speaker, DeploymentId deployment, String line) {
    return say(speaker, line, command -> InThread.of(command, deployment));
  }

  @Override
  public Answer turnAway(Speaker speaker, String line, String reason) {
    return journaled(speaker, line, () -> Answer.refused(reason));
  }

  private Answer say(Speaker speaker, String line, UnaryOperator<Command> meant) {
    return switch (parser.parse(line)) {
      case Parsed.NotForUs _ -> Answer.silence();
      case Parsed.NotUnderstood(String reason) ->
          journaled(speaker, line, () -> known(speaker, _ -> Answer.refused(reason)));
      case Parsed.Understood(Command command) ->
          journaled(
              speaker,
              line,
              () -> known(speaker, c -> operations.perform(c, meant.apply(command))));
    };
  }

  @Override
  public Answer react(Speaker speaker, String messageKey, String emoji) {
    return onPrompt(
        speaker,
        "reacts " + emoji + " on " + messageKey,
        messageKey,
        emoji,
        (c, seen) -> operations.atGate().react(c, seen, messageKey));
  }

  @Override
  public Answer unreact(Speaker speaker, String messageKey, String emoji) {
    return onPrompt(
        speaker,
        "takes " + emoji + " off " + messageKey,
        messageKey,
        emoji,
        (c, seen) -> operations.atGate().unreact(c, seen));
  }

  private interface OnGate {
    Answer perform(Caller caller, Seen seen);
  }

  private Answer onPrompt(
      Speaker speaker, String line, String messageKey, String emoji, OnGate operation) {
    Matcher prompt = PROMPT.matcher(messageKey);
    if (!prompt.matches()) {
      return Answer.silence(); // People may react to anything else as they like.
    }
    if (!approvingEmoji.contains(plain(emoji))) {
      String reason =
          "a reaction with "
              + Excerpt.of(emoji, 40)
              + " decides nothing here; "
              + String.join(" or ", approvingEmoji.stream().sorted().toList())
              + " approves, /reject says no";
      return journaled(speaker, line, () -> known(speaker, _ -> Answer.refused(reason)));
    }
    Seen seen = new Seen(Long.parseLong(prompt.group(1)), Integer.parseInt(prompt.group(2)));
    return journaled(speaker, line, () -> known(speaker, c -> operation.perform(c, seen)));
  }

  /** The emoji without skin tone and variation selector, which mean nothing here. */
  private static String plain(String emoji) {
    return emoji
        .replaceAll("[\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}]", "")
        .replaceAll("::skin-tone-[2-6]", "");
  }

  /** Fails closed: an unknown channel or account is told so, and nothing else happens. */
  private Answer known(Speaker speaker, Function<Caller, Answer> then) {
    Channel channel = channels.get(speaker.channel());
    if (channel == null) {
      return Answer.refused(
          "the channel " + speaker.channel() + " is not configured, so nothing is done here");
    }
    Optional<Person> person = services.access().person(speaker.identity());
    if (person.isEmpty()) {
      return Answer.refused(unknown(speaker.identity()));
    }
    services.access().lookAgain();
    return then.apply(new Caller(person.get(), speaker.identity(), channel));
  }

  private static String unknown(Identity identity) {
    return "the account "
        + identity
        + " is linked to nobody, so it has no say here. "
        + "An administrator can add it to a person's identities.";
  }

  private Answer journaled(Speaker speaker, String line, java.util.function.Supplier<Answer> work) {
    Answer answer;
    try {
      answer = work.get();
    } catch (DoneAlready e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "a line of {} ended with an exception: {}", speaker.identity(), Excerpt.of(line, 80), e);
      answer = Answer.refused(said(e));
    }
    try {
      journal(speaker, line, answer);
    } catch (DoneAlready e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("a line of {} could not be journaled", speaker.identity(), e);
    }
    return answer;
  }

  private static String said(RuntimeException e) {
    return e instanceof Outage outage
        ? outage.remedy()
        : "Signalbox met an error inside and cannot say what became of this; /status shows it."
            + " The log has the cause.";
  }

  private void journal(Speaker speaker, String line, Answer answer) {
    String said = Excerpt.of(line, JOURNALED_CHARACTERS);
    JournalEvent event =
        answer.accepted()
            ? new JournalEvent.CommandAccepted(speaker.channel(), said)
            : new JournalEvent.CommandRefused(speaker.channel(), said, answer.text());
    Actor actor =
        services
            .access()
            .person(speaker.identity())
            .map(p -> new Actor(p.name(), speaker.identity().toString()))
            .orElseGet(
                () -> new Actor(speaker.identity().toString(), speaker.identity().toString()));
    services
        .stores()
        .transactions()
        .in(() -> services.stores().journal().append(about(answer.deployment()), actor, event));
  }

  private About about(Optional<DeploymentId> deployment) {
    return deployment
        .flatMap(id -> services.stores().deployments().find(id))
        .map(d -> About.of(d.id(), d.plan().lane()))
        .orElse(About.NOTHING);
  }
}
