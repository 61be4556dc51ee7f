package dev.signalbox.chat.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.view.View;
import dev.signalbox.chat.Hearing;
import dev.signalbox.command.CommandParser;
import dev.signalbox.command.DeployForm;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.ChatHistory.Line;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do in Slack, after it was acknowledged: whether it is for this workspace and app and
 * was not done before, whether they have a say at all, and then what they mean.
 */
final class SlackEntrance {
  private static final Logger LOG = LoggerFactory.getLogger(SlackEntrance.class);
  private static final Duration DELIVERED_AGAIN = Duration.ofDays(1);
  private static final Duration DOUBLE_CLICK = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int LOOKS = 20;
  private static final String UNKNOWN =
      "Signalbox does not know that message any more. Write /approve to approve what waits.";

  /**
   * Where something came from.
   *
   * @param workspace the team's id
   * @param app the app's id
   */
  record From(String workspace, String app) {}

  /**
   * A reaction.
   *
   * @param on whether it was put on, as opposed to taken off
   * @param at when, as Slack says it
   */
  record Reaction(
      String account, String channel, String message, String emoji, boolean on, String at) {}

  private final SlackParts parts;
  private final SlackChannels channels;
  private final Vocabulary vocabulary;
  private final Hearing hearing;
  private final SlackAnswers answers;
  private final Turns turns;
  private final Latest latest = new Latest();

  SlackEntrance(
      SlackParts parts,
      SlackChannels channels,
      Vocabulary vocabulary,
      Hearing hearing,
      Turns turns) {
    this.parts = parts;
    this.channels = channels;
    this.vocabulary = vocabulary;
    this.hearing = hearing;
    this.answers = new SlackAnswers(parts);
    this.turns = turns;
  }

  /** A slash command; {@code /deploy} alone opens the form. */
  void command(SlashCommandPayload p) {
    String line =
        p.getCommand() + " " + SlackText.typed(SlackApi.orEmpty(p.getText()), bot()).strip();
    SlackAnswers.To to =
        new SlackAnswers.To(
            p.getUserId(),
            p.getChannelId(),
            Optional.empty(),
            Optional.ofNullable(p.getResponseUrl()));
    take(
        new From(p.getTeamId(), p.getApiAppId()),
        to,
        "command " + p.getTriggerId(),
        line,
        channel -> {
          if (line.strip().matches("(?i)(/signalbox )?/?deploy")) {
            return form(p.getTriggerId(), channel);
          }
          return hearing.say(channel, p.getUserId(), Optional.empty(), line.strip());
        });
  }

  private Answer form(String trigger, Channel channel) {
    List<String> applications = channel.applications().stream().map(Application::name).toList();
    DeployForm.Choices choices =
        DeployForm.Choices.of(
            vocabulary,
            applications,
            channel.defaultApplication().map(Application::name),
            channel.defaultStage().map(Stage::name));
    return opened(trigger, SlackForms.deploy(channel.name(), choices));
  }

  private Answer opened(String trigger, View form) {
    return SlackForms.open(parts.api(), trigger, form)
        ? Answer.silence()
        : Answer.refused(
            "The form could not be opened in Slack. Write the command with its words.");
  }

  /** A line in a channel or a thread, with Slack's markup. */
  void line(From from, String address, Line written) {
    turns.take(written.account(), () -> lineNow(from, address, written));
  }

  private void lineNow(From from, String address, Line written) {
    Optional<Channel> channel = channels.byAddress(address);
    parts.seat().find();
    if (channel.isEmpty() || written.account().equals(bot())) {
      return;
    }
    String text = SlackText.typed(written.text(), bot());
    Line heard = new Line(written.mark(), written.at(), written.account(), written.thread(), text);
    if (CommandParser.isAddressed(text)) {
      SlackAnswers.To to =
          new SlackAnswers.To(heard.account(), address, heard.thread(), Optional.empty());
      now(from, to, "", text, here -> hearing.line(here, heard));
    }
    channels.heard(channel.get(), heard.mark());
  }

  /** A reaction was put on something, or taken off. */
  void reaction(From from, Reaction r) {
    String emoji = SlackText.emoji(r.emoji());
    boolean approves = parts.settings().approving().contains(emoji);
    if (bot().equals(r.account()) || (!approves && !r.on())) {
      return;
    }
    SlackAnswers.To to =
        new SlackAnswers.To(r.account(), r.channel(), Optional.empty(), Optional.empty());
    turns.take(
        r.account(),
        () -> {
          Optional<Channel> channel = channels.byAddress(r.channel());
          if (channel.isPresent() && approves && !hearing.isOurs(channel.get(), r.message())) {
            // Perhaps on a prompt whose place is not noted yet: what stands on it is read then.
            channels.missed();
          } else if (channel.isPresent()
              && hearing.isOurs(channel.get(), r.message())
              && latest.isNewer(r.account() + r.message() + emoji, r.at())) {
            String key = "reaction " + r.account() + r.message() + emoji + r.on() + r.at();
            now(from, to, key, "reacts :" + emoji + ":", it -> reacted(it, r, emoji, approves));
          }
        });
  }

  private Answer reacted(Channel channel, Reaction r, String emoji, boolean approves) {
    if (!approves) {
      return hearing.other(channel, r.account(), r.message(), ":" + emoji + ":");
    }
    return r.on()
        ? hearing.put(channel, r.account(), r.message())
        : hearing.takeOff(channel, r.account(), r.message());
  }

  /** A button was pressed. */
  void pressed(BlockActionPayload p) {
    if (p.getActions() == null || p.getActions().isEmpty() || p.getContainer() == null) {
      return;
    }
    BlockActionPayload.Action action = p.getActions().getFirst();
    String id = SlackApi.orEmpty(action.getActionId());
    String value = SlackApi.orEmpty(action.getValue());
    String account = p.getUser().getId();
    String message = SlackApi.orEmpty(p.getContainer().getMessageTs());
    String address = SlackApi.orEmpty(p.getContainer().getChannelId());
    SlackAnswers.To to =
        new SlackAnswers.To(
            account, address, Optional.empty(), Optional.ofNullable(p.getResponseUrl()));
    From from =
        new From(p.getTeam() == null ? "" : SlackApi.orEmpty(p.getTeam().getId()), p.getApiAppId());
    take(
        from,
        to,
        "click " + p.getTriggerId(),
        "presses " + value,
        channel -> {
          if (id.startsWith(SlackBlocks.ASKS)) {
            return opened(p.getTriggerId(), SlackForms.reason(channel.name(), value));
          }
          String click = "click " + account + " " + message + " " + id;
          if (!hearing.first(channel, click, DOUBLE_CLICK)) {
            return Answer.silence();
          }
          if (id.equals(SlackBlocks.APPROVES) && !isKnown(channel, message)) {
            return Answer.refused(UNKNOWN);
          }
          return id.equals(SlackBlocks.APPROVES)
              ? hearing.press(channel, account, message)
              : hearing.say(channel, account, Optional.empty(), value);
        });
  }

  /** A button of ours may be pressed before it is noted where its message stands. */
  private boolean isKnown(Channel channel, String message) {
    for (int look = 0; look < LOOKS && !hearing.isOurs(channel, message); look++) {
      parts.pause(BETWEEN_LOOKS);
    }
    return hearing.isOurs(channel, message);
  }

  /** A confirmed plan or a reason was sent. */
  void sent(ViewSubmissionPayload p) {
    View view = p.getView();
    SlackForms.Memory memory = SlackForms.Memory.of(SlackApi.orEmpty(view.getPrivateMetadata()));
    boolean reason = SlackForms.REASON.equals(view.getCallbackId());
    String line =
        reason ? memory.line().strip() + " " + SlackForms.written(view, "reason") : memory.line();
    Optional<Channel> channel = channels.byName(memory.channel());
    if (channel.isPresent() && !line.isBlank()) {
      String account = p.getUser().getId();
      SlackAnswers.To to = alone(p, channel.get());
      take(
          from(p), to, key(view), line, here -> hearing.say(here, account, Optional.empty(), line));
    }
  }

  /** What to deploy was filled in: the form to show next has the plan, or why there is none. */
  CompletableFuture<View> planned(ViewSubmissionPayload p) {
    View view = p.getView();
    String name = SlackForms.Memory.of(SlackApi.orEmpty(view.getPrivateMetadata())).channel();
    DeployForm filled = SlackForms.filled(view);
    CompletableFuture<View> shown = new CompletableFuture<>();
    turns.take(
        p.getUser().getId(),
        () -> shown.complete(SlackForms.plan(name, filled.deployLine(), plan(p, name, filled))));
    return shown;
  }

  private Answer plan(ViewSubmissionPayload p, String name, DeployForm filled) {
    Optional<Channel> channel = channels.byName(name);
    if (channel.isEmpty()) {
      return Answer.refused("The channel " + name + " is not configured any more.");
    }
    String account = p.getUser().getId();
    String line = filled.planLine();
    return safely(
        from(p),
        alone(p, channel.get()),
        key(p.getView()),
        line,
        here -> hearing.say(here, account, Optional.empty(), line));
  }

  /** Shows a form in the place of another one that is open. */
  void show(String view, View next) {
    parts.api().ask(client -> client.viewsUpdate(r -> r.viewId(view).view(next)));
  }

  private static From from(ViewSubmissionPayload p) {
    String workspace = p.getTeam() == null ? "" : SlackApi.orEmpty(p.getTeam().getId());
    return new From(workspace, SlackApi.orEmpty(p.getApiAppId()));
  }

  private static SlackAnswers.To alone(ViewSubmissionPayload p, Channel channel) {
    return new SlackAnswers.To(
        p.getUser().getId(), channel.address(), Optional.empty(), Optional.empty());
  }

  private static String key(View view) {
    return "form " + view.getCallbackId() + " " + view.getId() + " " + view.getHash();
  }

  private interface Doing {
    Answer in(Channel channel);
  }

  private void take(From from, SlackAnswers.To to, String key, String line, Doing doing) {
    turns.take(to.account(), () -> now(from, to, key, line, doing));
  }

  private void now(From from, SlackAnswers.To to, String key, String line, Doing doing) {
    answers.tell(to, safely(from, to, key, line, doing));
  }

  private Answer safely(From from, SlackAnswers.To to, String key, String line, Doing doing) {
    try {
      return done(from, to, key, line, doing);
    } catch (RuntimeException e) {
      LOG.error("what {} asked for in Slack could not be done", to.account(), e);
      return Answer.refused(
          "Signalbox met an error inside and cannot say what became of this; its status shows it.");
    }
  }

  private Answer done(From from, SlackAnswers.To to, String key, String line, Doing doing) {
    Optional<SlackSeat.Seat> seat = parts.seat().find();
    if (seat.isEmpty()) {
      return Answer.refused("Signalbox has no access to this workspace, so nothing is done.");
    }
    if (isForeign(from, seat.get())) {
      LOG.warn("something of workspace {} and app {} is ignored", from.workspace(), from.app());
      return Answer.silence();
    }
    Optional<Channel> channel = channels.byAddress(to.channel());
    if (channel.isEmpty()) {
      return Answer.refused(
          "The channel " + to.channel() + " is not configured, so nothing is done here.");
    }
    if (!key.isEmpty() && !hearing.first(channel.get(), key, DELIVERED_AGAIN)) {
      return Answer.silence();
    }
    Supplier<Answer> act = () -> doing.in(channel.get());
    return parts
        .members()
        .refusal(to.account(), seat.get().workspace())
        .map(reason -> hearing.turnAway(channel.get(), to.account(), line, reason))
        .orElseGet(act);
  }

  private boolean isForeign(From from, SlackSeat.Seat seat) {
    boolean otherWorkspace = !seat.workspace().equals(from.workspace());
    Optional<String> app = parts.settings().appId();
    return otherWorkspace || app.filter(id -> !id.equals(from.app())).isPresent();
  }

  private String bot() {
    return parts.seat().seat().map(SlackSeat.Seat::bot).orElse("");
  }
}
