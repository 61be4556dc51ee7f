package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.deployment.WatchPolicy.OnFailure;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.port.TrafficMeter.Condition;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The watch's countdown and its conditions; the clock moves by the watch's own pauses. */
class WatchStepsTest {
  private static final Instant START = Instant.parse("2026-11-21T05:00:00Z");
  private static final Lane LANE = Lane.of("shop", "production");
  private static final Version V2 = new Version("v2");

  private final List<String> told = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private Instant now = START;
  private Instant heldFrom = Instant.MAX;
  private Instant stoppedFrom = Instant.MAX;
  private long failed;

  private StepOutcome watch(OnFailure onFailure, Duration swapBackAfter) {
    WatchPolicy policy =
        new WatchPolicy(
            Duration.ofSeconds(60), 0.01, Duration.ofSeconds(1), 10, onFailure, swapBackAfter);
    LaneSpec spec = mock();
    when(spec.watch()).thenReturn(policy);
    when(spec.lane()).thenReturn(LANE);
    Equipment equipment = mock();
    when(equipment.meter()).thenReturn(new Meter());
    return new WatchSteps(spec, equipment, this::holds, () -> now)
        .watch(new Action.Watch("green", V2, Duration.ofSeconds(60)), "blue", new Clocked(), START);
  }

  private List<Hold> holds() {
    return now.isBefore(heldFrom) ? List.of() : holds;
  }

  private final class Meter implements TrafficMeter {
    @Override
    public List<Share> since(Instant from) {
      Duration fast = Duration.ofMillis(5);
      return List.of(new Share("green", "v2", 100, failed, fast, fast, fast));
    }

    @Override
    public List<Condition> conditions(String cluster, String old, Instant from) {
      assertThat(List.of(cluster, old)).containsExactly("green", "blue");
      return conditions;
    }
  }

  private final class Clocked implements Attempt {
    @Override
    public void progress(String line) {
      told.add(line);
    }

    @Override
    public boolean stopRequested() {
      return !now.isBefore(stoppedFrom);
    }

    @Override
    public Duration remaining() {
      return Duration.ofHours(1);
    }

    @Override
    public boolean pause(Duration time) {
      now = now.plus(time);
      return !stopRequested();
    }
  }

  private void hold(Actor by, Instant since) {
    holds.add(
        new Hold(new Hold.Scope.OfLane(LANE), "let us look first", by, since, Optional.empty()));
    heldFrom = since;
  }

  private static final Actor ALICE = new Actor("alice", "page:alice");

  @Test
  void withoutTimeForPeopleItFailsAtOnce() {
    failed = 50;

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ZERO)).isInstanceOf(StepOutcome.Failed.class);
    assertThat(now).isEqualTo(START);
    assertThat(told).isEmpty();
  }

  @Test
  void peopleAreToldWhatTheyCanDoAndThenItSwapsBack() {
    failed = 50;

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ofSeconds(30)))
        .isInstanceOf(StepOutcome.Failed.class);
    assertThat(now).isEqualTo(START.plusSeconds(30));
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("The watch has failed: 50.0 % of the requests failed")
        .endsWith("Production swaps back to blue in 30 s; /rollback does it now, /hold stops it.");
  }

  @Test
  void aHoldStopsItAndAsksPeople() {
    failed = 50;
    hold(ALICE, START.plusSeconds(10));

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            StepOutcome.Inconclusive.class,
            it ->
                assertThat(it.reason())
                    .endsWith("the swap back was stopped by alice: let us look first"));
    assertThat(now).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void aHoldFromBeforeOrOurOwnStopsNothing() {
    failed = 50;
    hold(ALICE, START.minusSeconds(10));
    hold(Actor.SIGNALBOX, START.plusSeconds(5));

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ofSeconds(30)))
        .isInstanceOf(StepOutcome.Failed.class);
  }

  @Test
  void aRollbackHastensIt() {
    failed = 50;
    stoppedFrom = START.plusSeconds(3);

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ofSeconds(30)))
        .isInstanceOf(StepOutcome.Stopped.class);
    assertThat(now).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void wherePeopleAreAskedAnywayNothingIsCountedDown() {
    failed = 50;

    assertThat(watch(OnFailure.ASK, Duration.ofSeconds(30))).isInstanceOf(StepOutcome.Failed.class);
    assertThat(now).isEqualTo(START);
  }

  @Test
  void aBrokenConditionFailsTheVersionAtOnce() {
    conditions.add(new Condition.Broken("orders", "0.1, at least 0.5 is accepted"));

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ZERO))
        .isEqualTo(StepOutcome.failed("orders is 0.1, at least 0.5 is accepted"));
    assertThat(now).isEqualTo(START);
  }

  @Test
  void aConditionThatNobodyCanJudgeAsksPeopleAtTheEnd() {
    conditions.add(new Condition.Unclear("orders", "there is no data yet"));

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ZERO))
        .isInstanceOfSatisfying(
            StepOutcome.Inconclusive.class,
            it -> assertThat(it.reason()).endsWith("orders: there is no data yet"));
    assertThat(now).isAfter(START.plusSeconds(59));
  }

  @Test
  void whatHoldsIsSaidWhenTheVersionPasses() {
    conditions.add(new Condition.Holds("orders", "0.7"));

    assertThat(watch(OnFailure.SWAP_BACK, Duration.ZERO).line()).endsWith("; orders 0.7");
  }
}
