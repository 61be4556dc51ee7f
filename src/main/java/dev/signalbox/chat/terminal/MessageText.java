package dev.signalbox.chat.terminal;

import dev.signalbox.report.Attachment;
import dev.signalbox.report.Curves;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Messages as lines of text. */
final class MessageText {
  private final boolean colours;

  MessageText(boolean colours) {
    this.colours = colours;
  }

  /** The message; that of a thread is set in, and says which deployment it belongs to. */
  String of(Message message) {
    return switch (message.content()) {
      case Notice notice -> notice(message, notice);
      case Prompt prompt -> prompt(message, prompt);
      case Card card -> card(card);
    };
  }

  /** What the bot answers to the one who spoke. */
  String answer(Tone tone, String text, List<String> details) {
    return lines("  " + sign(tone) + " " + Printable.of(text), "      ", details);
  }

  private String notice(Message message, Notice notice) {
    List<String> details = new ArrayList<>(notice.details());
    message.attachments().forEach(attachment -> details.add(attached(attachment)));
    if (message.place() == Place.THREAD) {
      String number = message.deployment().map(id -> id + " ").orElse("");
      String head = "  " + number + sign(notice.tone()) + " " + Printable.of(notice.text());
      return lines(head, "        ", details);
    }
    call(message).ifPresent(details::add);
    return lines(head(notice.tone(), notice.text()), "    ", details);
  }

  private String prompt(Message message, Prompt prompt) {
    List<String> details = new ArrayList<>(prompt.evidence());
    details.add(
        prompt.votes()
            + (prompt.open() ? " · may approve: " + String.join(", ", prompt.approvers()) : ""));
    message.attachments().stream()
        .filter(Attachment.LongText.class::isInstance)
        .forEach(text -> details.add(attached(text)));
    details.add(prompt.footer());
    if (!prompt.buttons().isEmpty()) {
      details.add(
          prompt.buttons().stream().map(MessageText::button).collect(Collectors.joining(" · ")));
    }
    return lines(head(prompt.tone(), prompt.question()), "    ", details);
  }

  private String card(Card card) {
    String track =
        card.track().stream()
            .map(mark -> mark.progress().sign() + " " + mark.name())
            .collect(Collectors.joining("  "));
    List<String> details = new ArrayList<>();
    details.add(track);
    if (!card.awaited().isEmpty()) {
      details.add("waits for " + card.awaited());
    }
    String done = card.of() == 0 ? "" : " · " + card.done() + " of " + card.of() + " steps";
    return lines(head(card.tone(), card.title() + ": " + card.phase() + done), "    ", details);
  }

  private static Optional<String> call(Message message) {
    return message.mentions().isEmpty()
        ? Optional.empty()
        : Optional.of(
            message.mentions().stream().map(m -> "@" + m).collect(Collectors.joining(" ")));
  }

  private static String button(Button button) {
    return switch (button) {
      case Button.Reacts(String label, String emoji) -> label + ": " + emoji;
      case Button.Says(String label, String line, boolean asksReason, boolean _) ->
          label + ": " + line.strip() + (asksReason ? " <why>" : "");
    };
  }

  /** A terminal has no files, so it shows all there is. */
  private static String attached(Attachment attachment) {
    return switch (attachment) {
      case Attachment.Curve curve -> Curves.bars(curve);
      case Attachment.LongText text -> text.title() + ":\n" + text.text();
    };
  }

  private String head(Tone tone, String text) {
    return sign(tone) + " " + painted("1", Printable.of(text));
  }

  private String sign(Tone tone) {
    return painted(
        switch (tone) {
          case NEUTRAL -> "2";
          case RUNNING -> "36";
          case GOOD -> "32";
          case ASKING -> "33";
          case BAD -> "31";
        },
        tone.sign());
  }

  private String painted(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private static String lines(String head, String indent, List<String> details) {
    String below = "\n" + indent;
    return details.isEmpty()
        ? head.replace("\n", below)
        : head.replace("\n", below)
            + below
            + Printable.of(String.join("\n", details)).replace("\n", below);
  }
}
