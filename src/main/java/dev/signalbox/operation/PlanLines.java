package dev.signalbox.operation;

import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.Transition;
import dev.signalbox.deployment.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows a plan in the order in which its happy path meets the phases, gates included. */
final class PlanLines {

  private PlanLines() {}

  static List<String> of(Plan plan) {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Phase phase : happyPath(plan)) {
      if (phase.isGate()) {
        lines.add("      ⏸ " + phase.label());
      }
      for (Step step : plan.stepsOf(phase)) {
        lines.add(
            String.format(
                java.util.Locale.ROOT, "%3d.  %s%s", number++, step.action().label(), undo(step)));
      }
    }
    plan.notes().forEach(n -> lines.add("note: " + n));
    return lines;
  }

  private static String undo(Step step) {
    return switch (step.action().undo()) {
      case Undo.By by -> "   [undo: " + by.label() + "]";
      case Undo.Impossible(String remedy) -> "   [no undo: " + remedy + "]";
      case Undo.NotNeeded _ -> "";
    };
  }

  private static List<Phase> happyPath(Plan plan) {
    List<Phase> path = new ArrayList<>();
    Optional<Phase> next = Optional.of(plan.strategy().table().initial());
    while (next.isPresent() && !path.contains(next.get())) {
      path.add(next.get());
      next = after(plan, next.get());
    }
    return path;
  }

  private static Optional<Phase> after(Plan plan, Phase phase) {
    boolean converges = !plan.stepsOf(Phase.CONVERGING).isEmpty();
    return plan.strategy().table().transitions().stream()
        .filter(t -> t.source() == phase)
        .filter(
            t ->
                t.event()
                    == (phase.isGate()
                        ? dev.signalbox.deployment.Event.Kind.APPROVED
                        : dev.signalbox.deployment.Event.Kind.COMPLETED))
        .filter(t -> !t.guard().equals(converges ? Guard.KEEP : Guard.CONVERGE))
        .map(Transition::target)
        .findFirst();
  }
}
