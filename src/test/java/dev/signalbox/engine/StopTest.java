package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.signalbox.deployment.Ending;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Faults;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An abort or a rollback in every phase: taken up when the running step ends, or refused. */
class StopTest {

  /** An operation that hangs while somebody asks to stop, and where that leads. */
  record Stop(Ground ground, String operation, boolean rollBack, Phase end) {
    @Override
    public String toString() {
      return (rollBack ? "/rollback" : "/abort") + " during " + operation + " -> " + end;
    }
  }

  private static Stop abort(Ground ground, String operation, Phase end) {
    return new Stop(ground, operation, false, end);
  }

  private static Stop rollBack(Ground ground, String operation, Phase end) {
    return new Stop(ground, operation, true, end);
  }

  static Stream<Stop> accepted() {
    Ground blueGreen = Ground.of(Strategy.BLUE_GREEN);
    Ground converging = Ground.of(Strategy.BLUE_GREEN).converging();
    Ground primary = Ground.of(Strategy.PRIMARY_FIRST);
    Ground red = Ground.of(Strategy.RED_BLACK);
    Ground rolling = Ground.of(Strategy.ROLLING_UPDATE);
    return Stream.of(
        abort(blueGreen, "prepare", Phase.UNDONE),
        abort(blueGreen, "drain green-1", Phase.UNDONE),
        abort(blueGreen, "install v2 on green-2", Phase.UNDONE),
        abort(blueGreen, "restore green-2", Phase.UNDONE),
        abort(blueGreen, "warm up green", Phase.UNDONE),
        abort(blueGreen, "settle blue", Phase.ROLLED_BACK),
        rollBack(blueGreen, "settle blue", Phase.ROLLED_BACK),
        abort(converging, "install v2 on blue-1", Phase.UNCONVERGED),
        abort(primary, "prepare", Phase.UNDONE),
        abort(primary, "settle blue", Phase.UNDONE),
        abort(primary, "install v2 on blue-2", Phase.UNDONE),
        abort(primary, "warm up blue", Phase.UNDONE),
        rollBack(primary, "settle green", Phase.ROLLED_BACK),
        abort(red, "provision shop-v2", Phase.UNDONE),
        abort(red, "warm up shop-v2", Phase.UNDONE),
        rollBack(red, "settle shop-v1", Phase.ROLLED_BACK),
        abort(rolling, "install v2 on blue-1", Phase.UNDONE),
        abort(rolling, "warm up blue", Phase.UNDONE),
        abort(rolling, "install v2 on blue-2", Phase.ROLLED_BACK),
        rollBack(rolling, "drain blue-2", Phase.ROLLED_BACK));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void isTakenUpWhenTheStepEndsAndEverythingIsAsBefore(Stop stop) {
    try (Trial trial = Trial.inMemory(stop.ground())) {
      String live = trial.site().live();
      Map<String, String> installed = trial.site().installed();
      trial.site().faults().next(stop.operation(), Fault.HANGS);
      trial.deploy("v2");
      approveEveryGate(trial);
      trial.site().faults().awaitHanging(stop.operation());
      Feed fed = stop.rollBack() ? trial.rollBack("bob") : trial.abort("bob");
      assertThat(fed).isInstanceOf(Feed.Moved.class);
      assertThat(trial.abort("ann"))
          .asInstanceOf(type(Feed.Refused.class))
          .extracting(Feed.Refused::reason)
          .isNotNull();
      trial.await(
          stop.end().toString(), d -> d.phase().isFinal() || d.phase() == Phase.NEEDS_ATTENTION);
      assertThat(trial.now().phase()).as(trial.told()).isEqualTo(stop.end());
      assertThat(trial.now().ending())
          .isEqualTo(stop.rollBack() ? Ending.ROLLED_BACK : Ending.ABORTED);
      if (stop.end() == Phase.UNCONVERGED) {
        trial.assertInPlace();
      } else {
        trial.assertAsBefore(live, installed);
      }
    }
  }

  private static void approveEveryGate(Trial trial) {
    trial.onEveryGate(() -> trial.approve("ann"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWhereItCannotBeTakenUp(Stop stop) {
    try (Trial trial = Trial.inMemory(stop.ground())) {
      trial.site().faults().next(stop.operation(), Fault.HANGS);
      trial.deploy("v2");
      approveEveryGate(trial);
      trial.site().faults().awaitHanging(stop.operation());
      Feed fed = stop.rollBack() ? trial.rollBack("bob") : trial.abort("bob");
      assertThat(fed).isInstanceOf(Feed.Refused.class);
      trial.site().faults().letGo(stop.operation());
      trial.awaitPhase(stop.end());
      trial.assertInPlace();
    }
  }

  static Stream<Stop> refused() {
    return Stream.of(
        abort(Ground.of(Strategy.BLUE_GREEN), "swap blue to green", Phase.SUCCEEDED),
        rollBack(Ground.of(Strategy.BLUE_GREEN), "swap blue to green", Phase.SUCCEEDED),
        rollBack(Ground.of(Strategy.BLUE_GREEN), "warm up green", Phase.SUCCEEDED),
        rollBack(
            Ground.of(Strategy.BLUE_GREEN).converging(), "install v2 on blue-1", Phase.SUCCEEDED),
        abort(Ground.of(Strategy.ROLLING_UPDATE), "restore blue-1", Phase.SUCCEEDED));
  }

  @Test
  void duringTheWatchItSwapsBack() {
    for (boolean back : new boolean[] {true, false}) {
      try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
        Map<String, String> installed = trial.site().installed();
        trial.clock().standStill();
        trial.deploy("v2");
        trial.awaitPhase(Phase.GATE);
        trial.approve("ann");
        trial.awaitPhase(Phase.WATCHING);
        Feed fed = back ? trial.rollBack("bob") : trial.abort("bob");
        assertThat(fed).isInstanceOf(Feed.Moved.class);
        trial.awaitPhase(Phase.ROLLED_BACK);
        assertThat(trial.site().effects()).endsWith("unprepare");
        trial.assertAsBefore("blue", installed);
        assertThat(trial.bot().requests().hold(Ground.LANE)).isPresent();
      }
    }
  }

  @Test
  void anAbortThatWasAcceptedIsNotLostWhenThePhaseEndsAtThatMoment() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      // The runner has seen that nobody asked, and reads the world; only then somebody asks.
      trial.site().faults().when("smoke green", 2, () -> trial.abort("bob"));
      trial.deploy("v2");
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.journaled(JournalEvent.StopRequested.class)).hasSize(1);
      trial.assertInPlace();
    }
  }

  @Test
  void aRequestToStopThatIsToldLateDoesNotStopTheUndoing() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      Faults faults = trial.site().faults();
      faults.next("install v2 on green-1", Fault.HANGS);
      faults.next("install v1 on green-1", Fault.HANGS);
      trial.deploy("v2");
      faults.awaitHanging("install v2 on green-1");
      trial
          .bot()
          .life()
          .whenCommitted(
              JournalEvent.StopRequested.class,
              () -> {
                faults.letGo("install v2 on green-1");
                faults.awaitHanging("install v1 on green-1");
              });
      trial.abort("bob");
      faults.awaitLooks("install v1 on green-1");
      faults.letGo("install v1 on green-1");
      trial.awaitRest();
      assertThat(trial.now().phase()).as(trial.told()).isEqualTo(Phase.UNDONE);
      trial.assertInPlace();
    }
  }
}
