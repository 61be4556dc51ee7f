package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Decision;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Facts;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every (phase, event) pair of every strategy: the machine answers what the table says. */
class StrategyTablesInterpretedTest {

  private static final Event[] EVENTS = events();

  private final StateMachineInterpreter interpreter = new StateMachineInterpreter();

  @ParameterizedTest
  @EnumSource
  void theMachineAnswersWhatTheTableSays(Strategy strategy) {
    for (Phase phase : EnumSet.allOf(Phase.class)) {
      for (Event event : EVENTS) {
        for (Set<Guard> facts : factsThatMatter(strategy, phase, event)) {
          Decision answer = interpreter.decide(strategy, phase, event, facts);
          List<Phase> expected = read(strategy, phase, event, facts);
          if (expected.isEmpty()) {
            assertThat(answer)
                .as("%s on %s with %s", phase, event, facts)
                .isInstanceOfSatisfying(
                    Decision.Refused.class, r -> assertThat(r.reason()).isNotBlank());
          } else {
            assertThat(answer)
                .as("%s on %s with %s", phase, event, facts)
                .isEqualTo(new Decision.Moves(expected.getFirst()));
          }
        }
      }
    }
  }

  /** Reads the table by itself, without any of its own ways to look something up. */
  private static List<Phase> read(Strategy strategy, Phase phase, Event event, Set<Guard> facts) {
    List<Phase> targets = new ArrayList<>();
    for (Transition row : strategy.table().transitions()) {
      boolean opens = true;
      for (String condition : row.guard().conditions()) {
        opens &= facts.stream().anyMatch(f -> f.conditions().equals(List.of(condition)));
      }
      if (opens && row.source() == phase && row.event() == event.kind()) {
        targets.add(row.target());
      }
    }
    return targets;
  }

  /** Of the fact sets that differ only in what no row asks for, the first one stands for all. */
  private static Collection<Set<Guard>> factsThatMatter(
      Strategy strategy, Phase phase, Event event) {
    Set<String> asked = new HashSet<>();
    strategy
        .table()
        .rows(phase, event.kind())
        .forEach(row -> asked.addAll(row.guard().conditions()));
    Map<Set<Guard>, Set<Guard>> distinct = new LinkedHashMap<>();
    distinct.put(Set.of(), Set.of());
    for (Set<Guard> facts : Facts.consistent(strategy.table(), phase)) {
      Set<Guard> relevant = new HashSet<>(facts);
      relevant.removeIf(fact -> Collections.disjoint(fact.conditions(), asked));
      distinct.putIfAbsent(relevant, facts);
    }
    return distinct.values();
  }

  private static Event[] events() {
    Actor who = Actor.SIGNALBOX;
    return new Event[] {
      new Event.Completed(),
      new Event.StepFailed("it broke"),
      new Event.OutcomeUnknown("no answer"),
      new Event.Inconclusive("too little"),
      new Event.Approved(),
      new Event.Rejected(who, "no"),
      new Event.Expired(),
      new Event.Abort(who, ""),
      new Event.RollBack(who, ""),
      new Event.Retry(who),
      new Event.Abandon(who, "mine"),
      new Event.Restarted()
    };
  }
}
