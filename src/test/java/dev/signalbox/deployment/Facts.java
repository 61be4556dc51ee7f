package dev.signalbox.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sets of guards that can hold together: what the engine may say is true. */
public final class Facts {

  private static final List<Set<Guard>> AFTER_SWAP =
      List.of(Set.of(Guard.KEEP), Set.of(Guard.CONVERGE));
  private static final List<Set<Guard>> ON_FAILED_WATCH =
      List.of(Set.of(Guard.SWAP_BACK_AT_ONCE), Set.of(Guard.ASK_FIRST), Set.of(Guard.FREEZE));
  private static final List<Set<Guard>> APPROVAL =
      List.of(Set.of(), Set.of(Guard.APPROVAL_SATISFIED));
  private static final List<Set<Guard>> NOT_MOVED =
      List.of(
          Set.of(Guard.SWITCH_NOT_MOVED, Guard.EVIDENCE_FRESH),
          Set.of(Guard.SWITCH_NOT_MOVED, Guard.EVIDENCE_AGED));
  private static final List<Set<Guard>> MOVED = List.of(Set.of(Guard.SWITCH_MOVED));

  private Facts() {}

  /** Every consistent set for a deployment with this table in this phase. */
  public static List<Set<Guard>> consistent(StrategyTable table, Phase phase) {
    List<Set<Guard>> switched = new ArrayList<>(MOVED);
    switched.addAll(NOT_MOVED);
    return product(settings(), switched, traffic(table), rested(table, phase));
  }

  /** Those of them that can hold where a walk has come to. */
  static List<Set<Guard>> at(StrategyTable table, Position position) {
    List<Set<Guard>> switched = new ArrayList<>();
    if (position.swapMayHaveMoved()) {
      switched.addAll(MOVED);
    }
    if (position.swapMayHaveStayed()) {
      switched.addAll(NOT_MOVED);
    }
    return product(
        settings(),
        switched,
        List.of(Set.of(position.ending())),
        position.rested().map(p -> List.of(Set.of(Guard.restedIn(p)))).orElse(List.of(Set.of())));
  }

  /** The phases in which a deployment with this table can have failed so that it rests. */
  static List<Phase> restable(StrategyTable table) {
    return table.transitions().stream()
        .filter(t -> t.target() == Phase.NEEDS_ATTENTION && t.source() != Phase.NEEDS_ATTENTION)
        .map(Transition::source)
        .distinct()
        .toList();
  }

  private static List<Set<Guard>> settings() {
    return product(AFTER_SWAP, ON_FAILED_WATCH, APPROVAL);
  }

  private static List<Set<Guard>> traffic(StrategyTable table) {
    List<Set<Guard>> traffic =
        new ArrayList<>(List.of(Set.of(Guard.SERVED), Set.of(Guard.NOT_SERVED)));
    if (table.phases().contains(Phase.SWAPPING_AWAY)) {
      traffic.add(Set.of(Guard.TRAFFIC_AWAY));
    }
    return traffic;
  }

  private static List<Set<Guard>> rested(StrategyTable table, Phase phase) {
    return phase == Phase.NEEDS_ATTENTION
        ? restable(table).stream().map(p -> Set.of(Guard.restedIn(p))).toList()
        : List.of(Set.of());
  }

  @SafeVarargs
  private static List<Set<Guard>> product(List<Set<Guard>>... choices) {
    List<Set<Guard>> product = List.of(Set.of());
    for (List<Set<Guard>> choice : choices) {
      List<Set<Guard>> longer = new ArrayList<>();
      for (Set<Guard> begun : product) {
        for (Set<Guard> chosen : choice) {
          Set<Guard> both = new HashSet<>(begun);
          both.addAll(chosen);
          longer.add(both);
        }
      }
      product = longer;
    }
    return product;
  }
}
