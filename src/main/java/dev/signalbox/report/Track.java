package dev.signalbox.report;

import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.StrategyTable;
import dev.signalbox.deployment.Transition;
import dev.signalbox.report.Message.PhaseMark;
import dev.signalbox.report.Message.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phases of the happy path that the plan will take, and what became of them. */
final class Track {
  private final List<Phase> path;
  private final Map<Phase, Progress> visited = new LinkedHashMap<>();

  Track(Plan plan) {
    path = happyPath(plan);
    visited.put(plan.strategy().table().initial(), Progress.NOW);
  }

  void moved(Phase from, Phase to, Event.Kind event) {
    visited.put(from, failed(event) ? Progress.FAILED : Progress.DONE);
    visited.remove(to);
    visited.put(to, Progress.NOW);
  }

  boolean isOnPath(Phase phase) {
    return path.contains(phase);
  }

  /**
   * On the path, all of it; off the path, only where it was, since what was still to come is not
   * going to.
   */
  List<PhaseMark> marks(Phase present) {
    List<PhaseMark> marks = new ArrayList<>();
    int at = present == Phase.SUCCEEDED ? path.size() : path.indexOf(present);
    if (at >= 0) {
      for (int i = 0; i < path.size(); i++) {
        Progress progress = i < at ? Progress.DONE : i == at ? Progress.NOW : Progress.TODO;
        marks.add(new PhaseMark(name(path.get(i)), progress));
      }
      return marks;
    }
    visited.forEach(
        (phase, progress) -> {
          if (!phase.isFinal()) {
            marks.add(new PhaseMark(name(phase), progress));
          }
        });
    return marks;
  }

  private static boolean failed(Event.Kind event) {
    return event == Event.Kind.STEP_FAILED
        || event == Event.Kind.OUTCOME_UNKNOWN
        || event == Event.Kind.REJECTED
        || event == Event.Kind.EXPIRED;
  }

  private static List<Phase> happyPath(Plan plan) {
    StrategyTable table = plan.strategy().table();
    List<Phase> path = new ArrayList<>();
    Phase phase = table.initial();
    while (!phase.isFinal() && !path.contains(phase)) {
      path.add(phase);
      phase = next(table, phase, plan);
    }
    path.removeIf(p -> !p.isGate() && plan.stepsOf(p).isEmpty());
    return List.copyOf(path);
  }

  /** Of several rows the one whose phase the plan has steps for: converging or keeping. */
  private static Phase next(StrategyTable table, Phase phase, Plan plan) {
    List<Transition> rows =
        table.rows(phase, phase.isGate() ? Event.Kind.APPROVED : Event.Kind.COMPLETED);
    return rows.stream()
        .map(Transition::target)
        .filter(target -> !plan.stepsOf(target).isEmpty())
        .findFirst()
        .orElseGet(() -> rows.getFirst().target());
  }

  /** The phase in a word or two. */
  static String name(Phase phase) {
    return switch (phase) {
      case CHECKING -> "check";
      case PREPARING -> "prepare";
      case GATE_AWAY, GATE -> "approval";
      case SWAPPING_AWAY -> "swap away";
      case SETTLING_AWAY, SETTLING, SETTLING_BACK, SETTLING_RETURN -> "settle";
      case PROVISIONING -> "make group";
      case CANARY -> "canary";
      case ROLLING -> "roll";
      case SMOKING -> "smoke";
      case WARMING_UP -> "warm up";
      case SWAPPING -> "swap";
      case ADMITTING -> "admit canary";
      case WATCHING -> "watch";
      case JUDGING -> "judge";
      case CONVERGING -> "converge";
      case REVERTING -> "put back";
      case RETIRING -> "retire";
      case UNPREPARING -> "unprepare";
      case SWAPPING_BACK -> "swap back";
      case UNDOING -> "undo";
      case RETURNING -> "return";
      case NEEDS_ATTENTION, SUCCEEDED, UNDONE, ROLLED_BACK, UNCONVERGED, ABANDONED -> phase.label();
    };
  }
}
