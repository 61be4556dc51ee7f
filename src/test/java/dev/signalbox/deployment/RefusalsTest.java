package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Event.Kind;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

  private static final Pattern COMMAND = Pattern.compile("/[a-z]+");
  private static final Map<String, Kind> COMMANDS =
      Map.of(
          "/abort", Kind.ABORT,
          "/rollback", Kind.ROLL_BACK,
          "/retry", Kind.RETRY,
          "/abandon", Kind.ABANDON,
          "/reject", Kind.REJECTED);

  @Test
  void aSwapIsNotInterruptedAndSaysWhatToDoThen() {
    assertThat(Refusals.reason(Strategy.BLUE_GREEN, Phase.SWAPPING, Kind.ABORT))
        .isEqualTo(
            "it is swapping traffic: that is not interrupted. Use /rollback when it is done.");
  }

  @Test
  void whoApprovesOutsideAGateReadsWhatGoesOn() {
    assertThat(Refusals.reason(Strategy.BLUE_GREEN, Phase.ROLLING, Kind.APPROVED))
        .isEqualTo("nothing waits for approval: it is rolling node by node.");
  }

  @Test
  void whatHasEndedSaysHow() {
    assertThat(Refusals.reason(Strategy.BLUE_GREEN, Phase.ROLLED_BACK, Kind.ABORT))
        .isEqualTo("it has ended: rolled back.");
  }

  @Test
  void whatNeedsAttentionNamesItsWaysOut() {
    assertThat(Refusals.reason(Strategy.BLUE_GREEN, Phase.NEEDS_ATTENTION, Kind.ABORT))
        .isEqualTo(
            "it has stopped already and needs attention. Use /retry, /rollback or /abandon.");
  }

  @Test
  void aRollbackIsNotToldThatProductionHasNotMetTheNewVersion() {
    assertThat(Refusals.reason(Strategy.ROLLBACK_ROLLING, Phase.ROLLING, Kind.ROLL_BACK))
        .isEqualTo("it goes back already: it is rolling node by node.");
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandThatARefusalNamesIsOneThatWorksThere(Strategy strategy) {
    for (Phase phase : strategy.table().phases()) {
      for (Kind event : Kind.values()) {
        if (!strategy.table().rows(phase, event).isEmpty()) {
          continue;
        }
        String reason = Refusals.reason(strategy, phase, event);
        for (Kind named : named(reason)) {
          assertThat(phases(strategy.table(), phase, reason))
              .as("%s on %s: %s", phase, event, reason)
              .allMatch(p -> p.isFinal() || !strategy.table().rows(p, named).isEmpty());
        }
      }
    }
  }

  private static List<Kind> named(String reason) {
    return COMMAND
        .matcher(reason)
        .results()
        .map(MatchResult::group)
        .map(c -> assertThat(COMMANDS).containsKey(c).actual().get(c))
        .toList();
  }

  /** The phases in which the named command is promised to work: this one, the next, or the end. */
  private static List<Phase> phases(StrategyTable table, Phase phase, String reason) {
    if (reason.endsWith("when the deployment is done.")) {
      Phase end = phase;
      while (!end.isFinal()) {
        end = table.rows(end, Kind.COMPLETED).getFirst().target();
      }
      return List.of(end);
    }
    return reason.endsWith("when it is done.")
        ? table.rows(phase, Kind.COMPLETED).stream().map(Transition::target).toList()
        : List.of(phase);
  }
}
