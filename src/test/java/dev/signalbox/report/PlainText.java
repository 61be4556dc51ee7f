package dev.signalbox.report;

import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that is said of a journal, as text to be read and compared. */
final class PlainText {
  private final StringBuilder text = new StringBuilder();

  static String of(List<JournalEntry> entries) {
    PlainText plain = new PlainText();
    Narration narration = new Narration(_ -> List.of("night-shift"));
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      Optional<Story> story =
          entry.deployment().flatMap(_ -> Story.of(entries.subList(0, entries.indexOf(entry) + 1)));
      narration.tell(entry, story).forEach(message -> plain.add(entry, message));
    }
    return plain.text.toString();
  }

  /** The card changes with nearly every entry; that is read where the phase changes. */
  private void add(JournalEntry entry, Message message) {
    boolean shown =
        !(message.content() instanceof Card)
            || entry.event() instanceof JournalEvent.PhaseEntered
            || entry.event() instanceof JournalEvent.VoteGiven
            || entry.event() instanceof JournalEvent.DeploymentRequested
            || entry.event() instanceof JournalEvent.DeploymentEnded;
    if (shown) {
      String indent = message.place() == Message.Place.THREAD ? "      | " : "";
      String called =
          message.mentions().isEmpty() ? "" : "\n  calls " + String.join(", ", message.mentions());
      text.append(indent)
          .append(
              (words(message.content()) + attached(message) + called).replace("\n", "\n" + indent))
          .append("\n\n");
    }
  }

  private static String attached(Message message) {
    return message.attachments().stream()
        .map(
            attachment ->
                switch (attachment) {
                  case Attachment.Curve curve ->
                      "(" + curve.fileName() + ": " + Curves.bars(curve) + ")";
                  case Attachment.LongText text ->
                      "(" + text.fileName() + ": " + text.title() + ")";
                })
        .map(line -> "\n  " + line)
        .collect(Collectors.joining());
  }

  private static String words(Content content) {
    return switch (content) {
      case Notice(Tone tone, String words, List<String> details) ->
          tone.sign() + " " + words + lines(details);
      case Card card -> card(card);
      case Prompt prompt ->
          prompt.tone().sign()
              + " "
              + prompt.question()
              + lines(prompt.evidence())
              + "\n  "
              + prompt.votes()
              + "\n  "
              + prompt.footer()
              + buttons(prompt.buttons());
    };
  }

  private static String card(Card card) {
    String track =
        card.track().stream()
            .map(m -> m.progress().sign() + " " + m.name())
            .collect(Collectors.joining(" "));
    List<String> nodes =
        card.nodes().stream()
            .map(
                n -> n.progress().sign() + " " + n.node() + " in " + n.cluster() + ": " + n.state())
            .toList();
    return "[CARD] "
        + card.tone().sign()
        + " "
        + card.title()
        + "\n  "
        + card.phase()
        + ", "
        + card.done()
        + " of "
        + card.of()
        + " steps"
        + "\n  "
        + track
        + lines(nodes)
        + lines(
            List.of(
                "last: " + card.last(), "awaited: " + card.awaited(), "traffic: " + card.traffic()))
        + buttons(card.buttons());
  }

  private static String buttons(List<Button> buttons) {
    return buttons.isEmpty()
        ? ""
        : "\n  "
            + buttons.stream()
                .map(
                    b ->
                        switch (b) {
                          case Button.Reacts(String label, String emoji) ->
                              "[" + label + " = " + emoji + "]";
                          case Button.Says(
                                  String label,
                                  String line,
                                  boolean asks,
                                  boolean danger) ->
                              "["
                                  + label
                                  + (danger ? "!" : "")
                                  + " = "
                                  + line
                                  + (asks ? "<why>" : "")
                                  + "]";
                        })
                .collect(Collectors.joining(" "));
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }
}
