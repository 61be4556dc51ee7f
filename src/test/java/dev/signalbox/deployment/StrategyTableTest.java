package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.signalbox.deployment.Event.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrategyTableTest {

  private static final Set<Kind> OUTCOMES =
      EnumSet.of(Kind.COMPLETED, Kind.STEP_FAILED, Kind.OUTCOME_UNKNOWN, Kind.RESTARTED);

  @ParameterizedTest
  @MethodSource("rulesOfStrategies")
  void aStrategyKeeps(TableRules rule, StrategyTable table) {
    assertThat(rule.findings(table)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void ofTheRowsForOneEventAtMostOneIsOpen(Strategy strategy) {
    StrategyTable table = strategy.table();
    for (Phase phase : table.phases()) {
      for (Kind event : Kind.values()) {
        for (Set<Guard> facts : Facts.consistent(table, phase)) {
          assertThat(table.rows(phase, event).stream().filter(r -> r.guard().holds(facts)))
              .as("%s on %s with %s", phase, event, facts)
              .hasSizeLessThan(2);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsTrueAnActingPhaseCanSayWhatBecameOfIt(Strategy strategy) {
    StrategyTable table = strategy.table();
    List<Phase> acting =
        table.phases().stream().filter(p -> p.kind() == Phase.Kind.ACTING).toList();
    for (Phase phase : acting) {
      for (Kind event : OUTCOMES) {
        for (Set<Guard> facts : Facts.consistent(table, phase)) {
          assertThat(table.rows(phase, event))
              .as("%s on %s with %s", phase, event, facts)
              .anyMatch(r -> r.guard().holds(facts));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPhaseOfATableIsReached(Strategy strategy) {
    assertThat(Walk.through(strategy.table()).reached().stream().map(Position::phase))
        .containsAll(strategy.table().phases());
  }

  @ParameterizedTest
  @EnumSource
  void everyPhaseAnswersAbortFailureAndRestartByAMoveOrAReason(Strategy strategy) {
    for (Phase phase : strategy.table().phases()) {
      for (Kind event : Kind.values()) {
        assertThat(Refusals.reason(strategy, phase, event)).isNotBlank().doesNotContain("null");
      }
    }
  }

  static Stream<Arguments> rulesOfStrategies() {
    return Arrays.stream(Strategy.values())
        .flatMap(
            s ->
                Arrays.stream(TableRules.values())
                    .map(r -> argumentSet(s.word() + ": " + r, r, s.table())));
  }
}
