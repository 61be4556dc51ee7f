package dev.signalbox.chat.slack;

import com.slack.api.model.block.element.BlockElement;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages as people see them in Slack. Every colour has a sign or a word beside it. */
final class SlackBlocks {
  /** The action of a button that stands for an approving reaction. */
  static final String APPROVES = "signalbox.approve";

  /** The action of a button that says its value; a number follows, since ids are unique. */
  static final String SAYS = "signalbox.say.";

  /** The action of a button that asks for a reason first. */
  static final String ASKS = "signalbox.ask.";

  private static final int LABELLED = 40;

  /** A sign and its name do not go apart at the end of a line. */
  private static final String UNBROKEN = "\u00A0";

  private static final String EXPIRES = " · expires ";

  private final People people;
  private final String emoji;

  /**
   * Renders for these people.
   *
   * @param approving the emoji that approve; the first of them is what a prompt proposes
   */
  SlackBlocks(People people, Set<String> approving) {
    this.people = people;
    this.emoji = approving.stream().sorted().collect(Collectors.joining(": or :", ":", ":"));
  }

  Rendered of(Message message) {
    return switch (message.content()) {
      case Notice notice -> notice(message, notice);
      case Card card -> card(card);
      case Prompt prompt -> prompt(message, prompt);
    };
  }

  /** What the bot answers to one person. */
  Rendered of(Answer answer) {
    Tone tone = answer.accepted() ? answer.tone() : Tone.BAD;
    return new Rendered.Sheet()
        .section(tone.sign() + " " + SlackText.escaped(answer.text()))
        .lines(answer.details())
        .done();
  }

  private Rendered notice(Message message, Notice notice) {
    String text = SlackText.escaped(notice.text());
    boolean loud = message.place() == Message.Place.CHANNEL && text.length() < Rendered.SECTION / 2;
    Rendered.Sheet sheet =
        new Rendered.Sheet().section(notice.tone().sign() + " " + (loud ? bold(text) : text));
    // Whoever is called reads that first; what is wrong, what production does, what can be done.
    sheet.section(calls(message));
    return notice.tone() == Tone.BAD
        ? sheet.lines(notice.details(), SlackBlocks::urgent).done()
        : sheet.lines(notice.details(), SlackText::withCommands).done();
  }

  /** What production does is what everybody asks first when something failed. */
  private static String urgent(String line) {
    return line.startsWith("production") ? bold(line) : SlackText.withCommands(line);
  }

  private static Rendered card(Card card) {
    String steps = card.of() == 0 ? "" : "  ·  " + card.done() + " of " + card.of() + " steps";
    Rendered.Sheet sheet =
        new Rendered.Sheet()
            .header(card.tone().sign() + " " + card.title())
            .section(bold(SlackText.escaped(card.phase())) + steps)
            .section(SlackText.escaped(track(card)));
    if (!card.awaited().isEmpty()) {
      sheet.section(Tone.ASKING.sign() + " waits for " + bold(SlackText.escaped(card.awaited())));
    }
    return sheet
        .lines(nodes(card.nodes()))
        .context(card.last().isEmpty() ? "" : "last: " + card.last())
        .context(card.traffic().isEmpty() ? "" : "traffic: " + card.traffic())
        .buttons(buttons(card.buttons()))
        .done();
  }

  private static String track(Card card) {
    return card.track().stream()
        .map(mark -> mark.progress().sign() + UNBROKEN + mark.name().replace(" ", UNBROKEN))
        .collect(Collectors.joining("   "));
  }

  /** A line for each cluster's heading and for each of its nodes. */
  private static List<String> nodes(List<NodeMark> marks) {
    List<String> lines = new ArrayList<>();
    String cluster = "";
    for (NodeMark mark : marks) {
      if (!mark.cluster().equals(cluster)) {
        cluster = mark.cluster();
        lines.add(cluster + ":");
      }
      lines.add("  " + mark.progress().sign() + " " + mark.node() + "  " + mark.state());
    }
    return lines;
  }

  private Rendered prompt(Message message, Prompt prompt) {
    String footer = prompt.footer();
    int expires = footer.lastIndexOf(EXPIRES);
    String votes = expires < 0 ? prompt.votes() : prompt.votes() + footer.substring(expires);
    Rendered.Sheet sheet =
        new Rendered.Sheet()
            .section(prompt.tone().sign() + " " + bold(SlackText.escaped(prompt.question())))
            .lines(prompt.evidence())
            .section(bold(SlackText.escaped(votes)));
    if (prompt.open()) {
      sheet.section(
          "React with "
              + emoji
              + " to this message, or press the button. May approve: "
              + approvers(message, prompt));
    } else {
      sheet.section(calls(message));
    }
    return sheet
        .context(expires < 0 ? footer : footer.substring(0, expires))
        .buttons(buttons(prompt.buttons()))
        .done();
  }

  /** Those who are called now, and whoever else may. */
  private String approvers(Message message, Prompt prompt) {
    List<String> all = new ArrayList<>(message.mentions().stream().map(this::call).toList());
    prompt.approvers().stream()
        .filter(name -> !message.mentions().contains(name))
        .map(SlackText::escaped)
        .forEach(all::add);
    return String.join(", ", all);
  }

  private static List<BlockElement> buttons(List<Button> buttons) {
    List<BlockElement> elements = new ArrayList<>();
    for (Button button : buttons) {
      int number = elements.size();
      elements.add(
          switch (button) {
            case Button.Reacts(String label, String _) ->
                Rendered.button(APPROVES, "✔ " + label, label, Rendered.Look.PRIMARY);
            case Button.Says(String label, String line, boolean asksReason, boolean dangerous)
                when asksReason ->
                Rendered.button(
                    ASKS + number,
                    label + "…",
                    line,
                    dangerous ? Rendered.Look.DANGER : Rendered.Look.PLAIN);
            case Button.Says(String label, String line, boolean _, boolean dangerous) ->
                Rendered.button(
                    SAYS + number,
                    label,
                    line,
                    dangerous ? Rendered.Look.ASKS_FIRST : Rendered.Look.PLAIN);
          });
    }
    return elements.size() > LABELLED ? elements.subList(0, LABELLED) : elements;
  }

  /** The accounts of those to be called; whoever has none here is named. */
  private String calls(Message message) {
    return message.mentions().stream().map(this::call).collect(Collectors.joining(" "));
  }

  private String call(String name) {
    return people
        .byName(name)
        .map(Person::identities)
        .flatMap(
            identities ->
                identities.stream()
                    .filter(identity -> identity.platform().equals(SlackPlatform.NAME))
                    .map(Identity::id)
                    .sorted()
                    .findFirst())
        .filter(id -> id.matches("[UW][A-Z0-9]+"))
        .map(id -> "<@" + id + ">")
        .orElseGet(() -> "@" + SlackText.escaped(name));
  }

  /** Slack sets nothing in bold that begins or ends with a space, or has a star in it. */
  private static String bold(String escaped) {
    boolean plain =
        !escaped.equals(escaped.strip())
            || escaped.isEmpty()
            || escaped.indexOf('*') >= 0
            || escaped.indexOf('\n') >= 0;
    return plain ? escaped : "*" + escaped + "*";
  }
}
