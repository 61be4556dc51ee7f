package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.signalbox.deployment.Event.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds a table that was broken on purpose; else its silence would mean nothing. */
class TableRulesTest {

  @ParameterizedTest
  @MethodSource("brokenTables")
  void finds(TableRules rule, StrategyTable table) {
    assertThat(rule.findings(table)).isNotEmpty();
  }

  @Test
  void everyRuleIsShownToFindSomething() {
    assertThat(brokenTables().map(a -> a.get()[0])).contains((Object[]) TableRules.values());
  }

  static Stream<Arguments> brokenTables() {
    return Stream.of(
        // A swap without people; with people who are not enough; out of the judgment; again.
        with(
            TableRules.A_FORWARD_SWAP_IS_ENTERED_ONLY_BY_AN_APPROVAL,
            row(Phase.WARMING_UP, Kind.COMPLETED, Guard.ALWAYS, Phase.SWAPPING)),
        with(
            TableRules.A_FORWARD_SWAP_IS_ENTERED_ONLY_BY_AN_APPROVAL,
            row(Phase.GATE, Kind.APPROVED, Guard.ALWAYS, Phase.SWAPPING)),
        with(
            TableRules.A_FORWARD_SWAP_IS_ENTERED_ONLY_BY_AN_APPROVAL,
            row(Phase.JUDGING, Kind.APPROVED, Guard.APPROVAL_SATISFIED, Phase.SWAPPING)),
        with(
            TableRules.A_FORWARD_SWAP_IS_ENTERED_ONLY_BY_AN_APPROVAL,
            row(
                Phase.NEEDS_ATTENTION,
                Kind.RETRY,
                Guard.restedIn(Phase.SWAPPING).and(Guard.SWITCH_NOT_MOVED),
                Phase.SWAPPING)),
        with(
            TableRules.A_FORWARD_SWAP_IS_ENTERED_ONLY_BY_AN_APPROVAL,
            row(Phase.SWAPPING, Kind.RESTARTED, Guard.EVIDENCE_AGED, Phase.SWAPPING)),
        with(
            TableRules.AN_APPROVAL_COUNTS_ONLY_WHEN_SATISFIED,
            row(Phase.JUDGING, Kind.APPROVED, Guard.KEEP, Phase.SUCCEEDED)),
        with(
            TableRules.A_GATE_STANDS_BEFORE_ITS_SWAP_AND_NOT_AFTER,
            row(Phase.SWAPPING, Kind.STEP_FAILED, Guard.ALWAYS, Phase.GATE)),
        without(TableRules.A_FINAL_PHASE_IS_REACHABLE_FROM_EVERYWHERE, r -> r.target().isFinal()),
        without(
            TableRules.NO_GATE_WAITS_FOR_EVER,
            r -> r.source() == Phase.GATE && r.event() == Kind.EXPIRED),
        with(
            TableRules.NOTHING_LEADS_OUT_OF_A_FINAL_PHASE,
            row(Phase.UNDONE, Kind.RETRY, Guard.ALWAYS, Phase.PREPARING)),
        without(
            TableRules.AN_ACTING_PHASE_IS_NEVER_STUCK,
            r -> r.source() == Phase.UNDOING && r.guard().equals(Guard.SERVED)),
        without(
            TableRules.AN_ACTING_PHASE_IS_NEVER_STUCK,
            r -> r.source() == Phase.SMOKING && r.event() == Kind.STEP_FAILED),
        with(
            TableRules.A_RESTART_STAYS_WHERE_IT_IS,
            row(Phase.ROLLING, Kind.RESTARTED, Guard.ALWAYS, Phase.SMOKING)),
        without(
            TableRules.A_RESTART_STAYS_WHERE_IT_IS,
            r -> r.source() == Phase.GATE && r.event() == Kind.RESTARTED),
        without(
            TableRules.WHAT_GOES_FORWARD_CAN_BE_ABORTED,
            r -> r.source() == Phase.ROLLING && r.event() == Kind.ABORT),
        without(
            TableRules.A_REST_HAS_ITS_THREE_WAYS_OUT,
            r -> r.event() == Kind.RETRY && r.target() == Phase.SWAPPING_BACK),
        without(TableRules.A_REST_HAS_ITS_THREE_WAYS_OUT, r -> r.event() == Kind.ABANDON),
        with(
            TableRules.TRAFFIC_IS_RETURNED_BEFORE_THE_END,
            row(Phase.WATCHING, Kind.STEP_FAILED, Guard.ALWAYS, Phase.UNDONE)),
        with(
            TableRules.TRAFFIC_IS_RETURNED_BEFORE_THE_END,
            row(Phase.SETTLING_BACK, Kind.COMPLETED, Guard.ALWAYS, Phase.UNDONE)),
        with(
            TableRules.WHAT_SERVES_IS_NOT_UNDONE,
            row(Phase.SETTLING, Kind.ABORT, Guard.ALWAYS, Phase.UNDOING)),
        with(
            TableRules.GOING_BACK_NEVER_TURNS_ROUND,
            row(Phase.SETTLING_BACK, Kind.RETRY, Guard.ALWAYS, Phase.GATE)));
  }

  private static Transition row(Phase source, Kind event, Guard guard, Phase target) {
    return new Transition(source, event, guard, target);
  }

  private static Arguments with(TableRules rule, Transition added) {
    StrategyTable whole = Strategy.BLUE_GREEN.table();
    List<Transition> rows = new ArrayList<>(whole.transitions());
    rows.add(added);
    return argumentSet(rule + ": " + added, rule, new StrategyTable(whole.initial(), rows));
  }

  private static Arguments without(TableRules rule, Predicate<Transition> removed) {
    StrategyTable whole = Strategy.BLUE_GREEN.table();
    List<Transition> rows = whole.transitions().stream().filter(Predicate.not(removed)).toList();
    String gone = Arrays.toString(whole.transitions().stream().filter(removed).limit(1).toArray());
    return argumentSet(rule + " without " + gone, rule, new StrategyTable(whole.initial(), rows));
  }
}
