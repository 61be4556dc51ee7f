package dev.signalbox.report;

import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.StrategyTable;
import dev.signalbox.deployment.Transition;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The live card. */
final class Cards {
  private Cards() {}

  static Card of(Story story) {
    return new Card(
        tone(story),
        title(story),
        phase(story),
        story.track(),
        story.nodes(),
        story.stepsDone(),
        story.plan().steps().size(),
        story.last(),
        awaited(story),
        story.traffic(),
        buttons(story));
  }

  static String title(Story story) {
    var plan = story.plan();
    return story.id()
        + " "
        + plan.lane().application()
        + " "
        + plan.version()
        + " → "
        + plan.lane().stage()
        + " ("
        + plan.strategy().word()
        + ")";
  }

  /** What people can do about a deployment that rests, each with what it leads to. */
  static List<String> remedies(Story story) {
    List<String> lines = new ArrayList<>();
    long number = story.id().number();
    next(story, Event.Kind.RETRY)
        .ifPresent(to -> lines.add("/retry " + number + " tries again: " + to.label()));
    wayBack(story).ifPresent(to -> lines.add("/rollback " + number + " goes back: " + to.label()));
    lines.add("/abandon " + number + " <why> ends it as it stands: nothing more is done about it");
    return lines;
  }

  private static Tone tone(Story story) {
    return switch (story.phase().kind()) {
      case GATE -> Tone.ASKING;
      case RESTING -> Tone.BAD;
      case FINAL -> story.phase() == Phase.SUCCEEDED ? Tone.GOOD : Tone.BAD;
      case ACTING -> story.goesBack() ? Tone.BAD : Tone.RUNNING;
    };
  }

  private static String phase(Story story) {
    boolean why = story.phase().kind() == Phase.Kind.RESTING || story.goesBack();
    boolean failed = story.over() && story.phase() != Phase.SUCCEEDED;
    return story.phase().label()
        + ((why || failed) && !story.reason().isEmpty() ? ": " + story.reason() : "");
  }

  private static String awaited(Story story) {
    if (story.phase() == Phase.NEEDS_ATTENTION) {
      String people = story.onDuty().isEmpty() ? "somebody" : Words.all(story.onDuty());
      return people + " to decide: /retry, /rollback or /abandon";
    }
    if (story.stopRequested().isPresent()) {
      return "the running step to end, then what was asked for is done";
    }
    return story.gates().waiting().map(g -> g.awaited(story.at())).orElse("");
  }

  /** The buttons are what the strategy's table lets people do here, so none of them is in vain. */
  private static List<Button> buttons(Story story) {
    if (story.over()) {
      return story
          .kept()
          .<Button>map(k -> says("Roll back", "/rollback " + Words.in(story.plan().lane())))
          .stream()
          .toList();
    }
    List<Button> buttons = new ArrayList<>();
    String number = " " + story.id().number();
    if (next(story, Event.Kind.RETRY).isPresent()) {
      buttons.add(new Button.Says("Retry", "/retry" + number, false, false));
    }
    boolean rollsBack = wayBack(story).isPresent();
    if (rollsBack && story.stopRequested().isEmpty()) {
      buttons.add(says("Roll back", "/rollback" + number));
    }
    if (!rollsBack
        && next(story, Event.Kind.ABORT).isPresent()
        && story.stopRequested().isEmpty()) {
      buttons.add(says("Abort", "/abort" + number));
    }
    if (story.phase() == Phase.NEEDS_ATTENTION) {
      buttons.add(new Button.Says("Abandon", "/abandon" + number + " ", true, true));
    }
    return buttons;
  }

  private static Button says(String label, String line) {
    return new Button.Says(label, line, false, true);
  }

  /** Where a rollback would lead; empty where that is what trying again does too. */
  private static Optional<Phase> wayBack(Story story) {
    Optional<Phase> retry = next(story, Event.Kind.RETRY);
    return next(story, Event.Kind.ROLL_BACK).filter(to -> !Optional.of(to).equals(retry));
  }

  /** Where this event would lead; for a rest whose way depends on the switch, the first of both. */
  private static Optional<Phase> next(Story story, Event.Kind event) {
    StrategyTable table = story.plan().strategy().table();
    Set<Guard> facts = new HashSet<>();
    story.restedIn().ifPresent(rested -> facts.add(Guard.restedIn(rested)));
    facts.add(Guard.SWITCH_NOT_MOVED);
    return table.rows(story.phase(), event).stream()
        .filter(row -> row.guard().holds(facts))
        .map(Transition::target)
        .findFirst();
  }
}
