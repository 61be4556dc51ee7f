package dev.signalbox.deployment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every path that a deployment can take through a table, as the positions that it can reach. */
final class Walk {
  private final StrategyTable table;
  private final Map<Position, Set<Position>> ways = new HashMap<>();
  private final Set<Position> reached = new LinkedHashSet<>();

  private Walk(StrategyTable table) {
    this.table = table;
  }

  static Walk through(StrategyTable table) {
    Walk walk = new Walk(table);
    Deque<Position> open = new ArrayDeque<>(List.of(Position.start(table)));
    while (!open.isEmpty()) {
      Position position = open.pop();
      if (walk.reached.add(position)) {
        open.addAll(walk.ways(position));
      }
    }
    return walk;
  }

  /** Every position that some path comes to. */
  Set<Position> reached() {
    return reached;
  }

  /** Whether some path leads from here to where production stands as in one of these phases. */
  boolean leads(Position from, Set<Phase> phases) {
    Set<Position> seen = new HashSet<>();
    Deque<Position> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Position position = open.pop();
      if (phases.contains(position.phase())) {
        return true;
      }
      if (seen.add(position)) {
        open.addAll(ways(position));
      }
    }
    return false;
  }

  /** The rows that can be taken from here for one event. */
  List<Transition> open(Position position, Event.Kind event) {
    List<Transition> open = new ArrayList<>();
    for (Set<Guard> facts : Facts.at(table, position)) {
      table.rows(position.phase(), event).stream()
          .filter(row -> row.guard().holds(facts))
          .filter(row -> !open.contains(row))
          .forEach(open::add);
    }
    return open;
  }

  private Set<Position> ways(Position position) {
    return ways.computeIfAbsent(position, this::explore);
  }

  private Set<Position> explore(Position position) {
    Set<Position> next = new LinkedHashSet<>();
    if (position.phase().isForwardSwap()) {
      next.add(position.swapped());
    }
    for (Event.Kind event : Event.Kind.values()) {
      // A swap is complete when it was read back, not before (promise 5).
      boolean unseen =
          event == Event.Kind.COMPLETED
              && position.phase().isForwardSwap()
              && !position.swapMayHaveMoved();
      if (!unseen) {
        open(position, event).forEach(row -> next.add(position.after(table, row)));
      }
    }
    return next;
  }
}
