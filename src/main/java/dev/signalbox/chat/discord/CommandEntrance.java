package dev.signalbox.chat.discord;

import dev.signalbox.chat.Hearing;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Outbox;
import dev.signalbox.report.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slash commands, buttons and forms. Each is acknowledged at once, before anything is looked up,
 * and answered to the person alone when the outcome is committed.
 */
final class CommandEntrance extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(CommandEntrance.class);
  private static final Duration HEARD_AGAIN = Duration.ofHours(1);
  private static final String REASON = "reason";
  private static final int LONGEST_REASON = 450;

  private final Places places;
  private final Hearing hearing;
  private final Outbox outbox;
  private final Executor executor;

  CommandEntrance(Places places, Hearing hearing, Outbox outbox, Executor executor) {
    this.places = places;
    this.hearing = hearing;
    this.outbox = outbox;
    this.executor = executor;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    String line =
        CommandLine.of(
            event.getName(),
            Optional.ofNullable(event.getSubcommandName()),
            name -> Optional.ofNullable(event.getOption(name)).map(OptionMapping::getAsString));
    Places.Place place = places.of(event);
    String account = event.getUser().getId();
    answered(event, place, () -> hearing.say(place.channel(), account, place.thread(), line));
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    String id = event.getComponentId();
    if (id.startsWith(Buttons.ASKS)) {
      // A form can only be the first answer, so it cannot wait for what the database says.
      event.replyModal(form(id, event.getButton().getLabel())).queue(_ -> {}, this::unsaid);
      return;
    }
    pressed(event, event.getMessageId(), id, "");
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent event) {
    net.dv8tion.jda.api.entities.Message message = event.getMessage();
    ModalMapping reason = event.getValue(REASON);
    String given = reason == null ? "" : reason.getAsString();
    pressed(event, message == null ? "" : message.getId(), event.getModalId(), given);
  }

  private void pressed(IReplyCallback event, String messageId, String button, String reason) {
    Places.Place place = places.of(event);
    String account = event.getUser().getId();
    answered(event, place, () -> press(place, account, messageId, button, reason));
  }

  private Answer press(
      Places.Place place, String account, String messageId, String id, String reason) {
    Channel channel = place.channel();
    Optional<Message.Button> button =
        outbox
            .byReference(channel.name(), messageId)
            .flatMap(item -> Buttons.pressed(item.message(), id));
    if (button.isEmpty()) {
      return Answer.refused(
          "That is no longer offered here: things have moved on. The newest card and prompt say"
              + " what can be done now.");
    }
    return switch (button.get()) {
      case Message.Button.Reacts _ -> hearing.press(channel, account, messageId);
      case Message.Button.Says(String _, String line, boolean asks, boolean _) ->
          hearing.say(
              channel, account, place.thread(), asks ? CommandLine.withReason(line, reason) : line);
    };
  }

  private static Modal form(String id, String label) {
    TextInput input =
        TextInput.create(REASON, TextInputStyle.PARAGRAPH)
            .setRequiredRange(1, LONGEST_REASON)
            .setPlaceholder("The others read it in the channel and in the journal.")
            .build();
    return Modal.create(id, label).addComponents(Label.of("Why?", input)).build();
  }

  /** Acknowledges, does it once, and answers. */
  private void answered(IReplyCallback event, Places.Place place, Supplier<Answer> work) {
    InteractionHook hook = event.getHook();
    event.deferReply(true).queue(_ -> {}, this::unsaid);
    if (event.getUser().isBot()) {
      return;
    }
    executor.execute(
        () -> {
          Answer answer = once(event, place, work);
          if (!Replies.isSilent(answer)) {
            hook.editOriginal(Replies.edit(answer)).queue(_ -> {}, this::unsaid);
          } else {
            hook.deleteOriginal().queue(_ -> {}, this::unsaid);
          }
        });
  }

  private Answer once(IReplyCallback event, Places.Place place, Supplier<Answer> work) {
    try {
      boolean first = hearing.first(place.channel(), "interaction " + event.getId(), HEARD_AGAIN);
      return first ? work.get() : Answer.silence();
    } catch (RuntimeException e) {
      LOG.error("what {} said cannot be done", event.getUser().getId(), e);
      return Answer.refused(
          "Signalbox cannot do anything now, so nothing was done. The log has the cause.");
    }
  }

  /** The outcome is in the journal all the same, and in the channel. */
  private void unsaid(Throwable failure) {
    LOG.info("an answer to one person could not be given: {}", failure.toString());
  }
}
