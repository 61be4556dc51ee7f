package dev.signalbox.chat.discord;

import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;

/**
 * Buttons under a message. What one does is not written on it but looked up when it is pressed, so
 * that nothing can be made to be said that the message does not offer.
 */
final class Buttons {
  /** Counts as a reaction, or says its line at once. */
  static final String DOES = "do:";

  /** Opens a form for a reason first, which must be known before anything can be looked up. */
  static final String ASKS = "ask:";

  private static final int IN_A_ROW = 5;
  private static final int ROWS = 5;
  private static final int LONGEST_LABEL = 80;
  private static final int ID_DIGITS = 20;

  private Buttons() {}

  static List<ActionRow> rows(List<Message.Button> buttons) {
    List<ActionRow> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(buttons.size(), ROWS * IN_A_ROW); i += IN_A_ROW) {
      rows.add(
          ActionRow.of(
              buttons.subList(i, Math.min(i + IN_A_ROW, buttons.size())).stream()
                  .map(Buttons::button)
                  .toList()));
    }
    return rows;
  }

  /** The button with this id on the message as it is now; empty where it offers none such. */
  static Optional<Message.Button> pressed(Message message, String id) {
    return of(message).stream().filter(button -> id(button).equals(id)).findFirst();
  }

  private static List<Message.Button> of(Message message) {
    return switch (message.content()) {
      case Card card -> card.buttons();
      case Prompt prompt -> prompt.buttons();
      case Notice _ -> List.of();
    };
  }

  private static Button button(Message.Button button) {
    return Button.of(style(button), id(button), Markdown.bare(button.label(), LONGEST_LABEL));
  }

  private static ButtonStyle style(Message.Button button) {
    return switch (button) {
      case Message.Button.Reacts _ -> ButtonStyle.SUCCESS;
      case Message.Button.Says says ->
          says.dangerous() ? ButtonStyle.DANGER : ButtonStyle.SECONDARY;
    };
  }

  private static String id(Message.Button button) {
    return switch (button) {
      case Message.Button.Reacts(String _, String emoji) -> DOES + digits("reacts " + emoji);
      case Message.Button.Says(String _, String line, boolean asks, boolean _) ->
          (asks ? ASKS : DOES) + digits("says " + line);
    };
  }

  private static String digits(String what) {
    return Marker.hash(what).substring(0, ID_DIGITS);
  }
}
