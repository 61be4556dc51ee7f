package dev.signalbox.chat.discord;

import dev.signalbox.chat.Hearing;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Inbox.Deed;
import dev.signalbox.port.Inbox.Kind;
import dev.signalbox.port.Inbox.Noted;
import dev.signalbox.port.Outbox;
import dev.signalbox.report.Message;
import java.util.Optional;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slash commands, buttons and forms, as deeds. */
final class CommandEntrance extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(CommandEntrance.class);
  private static final String REASON = "reason";
  private static final int LONGEST_REASON = 450;

  private final Places places;
  private final Hearing hearing;
  private final Outbox outbox;
  private final Deeds deeds;

  CommandEntrance(Places places, Hearing hearing, Outbox outbox, Deeds deeds) {
    this.places = places;
    this.hearing = hearing;
    this.outbox = outbox;
    this.deeds = deeds;
    deeds.buttonsMean(this::press);
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    String line =
        CommandLine.of(
            event.getName(),
            Optional.ofNullable(event.getSubcommandName()),
            name -> Optional.ofNullable(event.getOption(name)).map(OptionMapping::getAsString));
    take(event, Kind.LINE, places.of(event).thread(), line);
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    String id = event.getComponentId();
    if (id.startsWith(Buttons.ASKS)) {
      // A form can only be the first answer, so it cannot wait for what the database says.
      event
          .replyModal(form(id, event.getButton().getLabel()))
          .queue(_ -> {}, failure -> LOG.info("a form could not be opened", failure));
      return;
    }
    take(event, Kind.BUTTON, Optional.of(event.getMessageId()), id);
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent event) {
    ModalMapping reason = event.getValue(REASON);
    String given = reason == null ? "" : reason.getAsString();
    Optional<String> on =
        Optional.ofNullable(event.getMessage()).map(net.dv8tion.jda.api.entities.Message::getId);
    take(event, Kind.BUTTON, on, event.getModalId() + "\n" + given);
  }

  private void take(IReplyCallback event, Kind kind, Optional<String> message, String words) {
    if (event.getUser().isBot()) {
      return;
    }
    deeds.take(
        event,
        new Deed(
            DiscordPlatform.NAME,
            places.of(event).channel().name(),
            event.getUser().getId(),
            kind,
            message,
            words,
            Optional.of(event.getToken())));
  }

  /** What a button means is what the message offers by the time that it is done. */
  private Answer press(Noted noted) {
    Deed deed = noted.deed();
    String[] words = deed.words().split("\n", 2);
    String reason = words.length < 2 ? "" : words[1];
    Optional<Channel> channel = places.named(deed.channel());
    String reference = deed.message().orElse("");
    Optional<Message.Button> button =
        outbox
            .byReference(deed.channel(), reference)
            .flatMap(item -> Buttons.pressed(item.message(), words[0]));
    if (button.isEmpty() || channel.isEmpty()) {
      return Answer.refused(
          "That is no longer offered here: things have moved on. The newest card and prompt say"
              + " what can be done now.");
    }
    return switch (button.get()) {
      case Message.Button.Reacts _ -> hearing.press(channel.get(), deed.account(), reference);
      case Message.Button.Says(String _, String line, boolean asks, boolean _) ->
          hearing.say(
              channel.get(),
              deed.account(),
              Optional.empty(),
              asks ? CommandLine.withReason(line, reason) : line);
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
}
