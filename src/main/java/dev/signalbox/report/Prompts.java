package dev.signalbox.report;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Prompt;
import java.util.ArrayList;
import java.util.List;

/** The prompts of gates. */
final class Prompts {
  private static final int MOST_LINES = 24;

  private Prompts() {}

  /** Says what the gate asks now, or how it was left. */
  static void tell(Telling telling, GateStory gate, Story story, List<String> mentions) {
    String key = Message.promptKey(gate.gate().id(), gate.gate().revision());
    telling.inChannel(key, of(telling, gate, story), mentions, attachments(gate.gate().evidence()));
  }

  private static Prompt of(Telling telling, GateStory gate, Story story) {
    Gate.Evidence evidence = gate.gate().evidence();
    return new Prompt(
        tone(gate),
        question(gate.gate(), story),
        evidence(evidence),
        gate.closed().orElseGet(gate::tally),
        gate.approvers(),
        footer(telling, gate, story),
        gate.open(),
        gate.open() ? buttons(gate, story) : List.of());
  }

  private static List<Attachment> attachments(Gate.Evidence evidence) {
    List<Attachment> attachments = new ArrayList<>();
    evidence.warmUp().map(Curves::of).ifPresent(attachments::add);
    if (evidence.lines().size() > MOST_LINES) {
      attachments.add(LongTexts.of("all evidence", "evidence.txt", findings(evidence)));
    }
    return attachments;
  }

  static Tone tone(GateStory gate) {
    return switch (gate.state()) {
      case OPEN -> gate.gate().evidence().holds() ? Tone.ASKING : Tone.BAD;
      case CONSUMED -> Tone.GOOD;
      case REJECTED, EXPIRED -> Tone.BAD;
      case CLOSED -> Tone.NEUTRAL;
    };
  }

  private static String question(Gate gate, Story story) {
    String asked = asked(gate.phase(), story);
    return story.id()
        + (gate.evidence().holds()
            ? ": " + asked
            : " cannot be approved now, see ✖ below. The question is: " + asked);
  }

  private static String asked(Phase phase, Story story) {
    Plan plan = story.plan();
    String traffic = plan.lane().stage() + " traffic of " + plan.lane().application();
    return switch (phase) {
      case GATE_AWAY ->
          "move "
              + traffic
              + swap(plan, Phase.SWAPPING_AWAY, story)
              + " on the same version, so that "
              + plan.from()
              + " can get "
              + plan.version()
              + "?";
      case JUDGING ->
          "may "
              + plan.version()
              + " stay in "
              + plan.lane().stage()
              + "? The watch did not give a clear yes.";
      default ->
          plan.stepsOf(Phase.ADMITTING).isEmpty()
              ? "send " + traffic + swap(plan, Phase.SWAPPING, story) + "?"
              : "let "
                  + canary(plan)
                  + " take "
                  + traffic
                  + ", and then roll "
                  + others(plan)
                  + "?";
    };
  }

  /** From where to where, as the plan swaps in this phase. */
  private static String swap(Plan plan, Phase phase, Story story) {
    return plan.stepsOf(phase).stream()
        .map(Step::action)
        .filter(Action.Swap.class::isInstance)
        .map(Action.Swap.class::cast)
        .findFirst()
        .map(s -> " from " + story.named(s.from()) + " to " + story.named(s.to()))
        .orElse(" to " + plan.version());
  }

  static String canary(Plan plan) {
    List<String> canaries =
        plan.stepsOf(Phase.ADMITTING).stream()
            .map(Step::action)
            .filter(Action.Restore.class::isInstance)
            .map(a -> ((Action.Restore) a).node().name())
            .toList();
    return Words.all(canaries) + " (" + plan.version() + ")";
  }

  static String others(Plan plan) {
    long nodes =
        plan.stepsOf(Phase.ROLLING).stream()
            .filter(step -> step.action() instanceof Action.Install)
            .count();
    return switch ((int) nodes) {
      case 0 -> "no other node";
      case 1 -> "the other node";
      default -> "the other " + Words.count(nodes, "node");
    };
  }

  private static List<String> evidence(Gate.Evidence evidence) {
    List<String> lines = findings(evidence);
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, MOST_LINES));
    shown.add("… and " + Words.count(lines.size() - MOST_LINES, "more line") + " in evidence.txt");
    return shown;
  }

  private static List<String> findings(Gate.Evidence evidence) {
    List<String> lines = new ArrayList<>();
    // What speaks against it comes first: in a long list nobody reads the end.
    evidence.lines().stream().filter(f -> !f.good()).map(Prompts::finding).forEach(lines::add);
    evidence.lines().stream().filter(Gate.Finding::good).map(Prompts::finding).forEach(lines::add);
    return lines;
  }

  private static String finding(Gate.Finding finding) {
    return (finding.good() ? "✔ " : "✖ ")
        + Words.line(finding.subject())
        + ": "
        + Words.line(finding.line());
  }

  static String footer(Telling telling, GateStory gate, Story story) {
    String base =
        "plan "
            + gate.gate().planDigest()
            + " · evidence "
            + gate.gate().revision()
            + " · "
            + telling.chain();
    return gate.open()
        ? base + " · expires " + Words.deadline(gate.gate().expiresAt(), story.at())
        : base;
  }

  private static List<Button> buttons(GateStory gate, Story story) {
    String number = " " + story.id().number();
    List<Button> buttons = new ArrayList<>();
    if (gate.gate().evidence().holds()) {
      buttons.add(new Button.Reacts("Approve", "✅"));
    }
    if (!story.plan().strategy().table().rows(gate.gate().phase(), Event.Kind.RETRY).isEmpty()) {
      buttons.add(new Button.Says("Watch again", "/retry" + number, false, false));
    }
    buttons.add(new Button.Says("Reject", "/reject" + number + " ", true, true));
    return buttons;
  }
}
