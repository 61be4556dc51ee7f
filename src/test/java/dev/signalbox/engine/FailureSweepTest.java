package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of every plan fails, one by one and in every way. Where that leads is what the tables
 * say; whatever it is, nothing is left drained, no promise is broken, and the lane becomes free.
 */
class FailureSweepTest {

  /** A lane that may be retired from or gone back in, because versions went before. */
  record Case(String name, Ground ground, boolean rollback) {
    @Override
    public String toString() {
      return name;
    }

    static List<Case> all() {
      return List.of(
          new Case("bluegreen", Ground.of(Strategy.BLUE_GREEN), false),
          new Case("converging", Ground.of(Strategy.BLUE_GREEN).converging().nodes(1), false),
          new Case("primaryfirst", Ground.of(Strategy.PRIMARY_FIRST).nodes(1), false),
          new Case("redblack", Ground.of(Strategy.RED_BLACK), false),
          new Case("rolling", Ground.of(Strategy.ROLLING_UPDATE).nodes(3).batch(2), false),
          new Case("rollback", Ground.of(Strategy.BLUE_GREEN), true),
          new Case("rollback-rolling", Ground.of(Strategy.ROLLING_UPDATE), true));
    }

    Trial begin() {
      Trial trial = Trial.inMemory(ground);
      if (rollback || name.equals("redblack")) {
        trial.deploy("v0");
        trial.awaitPhase(Phase.GATE);
        trial.approve("ann");
        trial.awaitPhase(Phase.SUCCEEDED);
      }
      trial.site().forgetEffects();
      return trial;
    }

    Plan plan(Trial trial) {
      return Trial.plan(
          rollback
              ? trial.bot().requests().planRollback(Ground.LANE)
              : trial.bot().requests().plan(Ground.LANE, new Version("v2"), Optional.empty()));
    }
  }

  /** One step that fails. */
  record Failure(Case of, Step step) {
    @Override
    public String toString() {
      return of + ": " + step.phase() + ", " + step.action().label();
    }

    static Stream<Failure> everywhere() {
      List<Failure> failures = new ArrayList<>();
      for (Case each : Case.all()) {
        try (Trial trial = each.begin()) {
          each.plan(trial).steps().stream()
              .filter(s -> !(s.action() instanceof Action.Watch))
              .filter(s -> !(s.action() instanceof Action.CheckKept))
              .forEach(s -> failures.add(new Failure(each, s)));
        }
      }
      return failures.stream();
    }

    static Stream<Failure> ofEffects() {
      return everywhere().filter(f -> f.step().action().changesSomething());
    }

    /** As the site's log calls it. */
    String operation() {
      return switch (step.action()) {
        case Action.PrepareSwitch _ -> "prepare";
        case Action.UnprepareSwitch _ -> "unprepare";
        case Action.Drain drain -> "drain " + drain.node();
        case Action.Restore restore -> "restore " + restore.node();
        case Action.Install install -> "install " + install.version() + " on " + install.node();
        case Action.Uninstall uninstall -> "uninstall " + uninstall.node();
        case Action.SmokeNode smoke -> "smoke " + smoke.node();
        case Action.SmokeCluster smoke -> "smoke " + smoke.cluster();
        case Action.WarmUp warmUp -> "warm up " + warmUp.cluster();
        case Action.Provision provision -> "provision " + provision.group();
        case Action.Retire retire -> "retire " + retire.group();
        case Action.Swap(String from, String to) -> "swap " + from + " to " + to;
        case Action.Settle settle -> "settle " + settle.old();
        case Action.Watch _, Action.CheckKept _ -> throw new AssertionError("not planned to fail");
      };
    }

    /** Steps that are asked several times before they count as failed. */
    int times(Fault fault) {
      boolean smoke =
          step.action() instanceof Action.SmokeNode || step.action() instanceof Action.SmokeCluster;
      if (smoke) {
        return 2;
      }
      return fault == Fault.UNREACHABLE && !(step.action() instanceof Action.Swap) ? 4 : 1;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.signalbox.engine.FailureSweepTest$Failure#everywhere")
  void aStepThatFailsLeadsWhereTheTableSays(Failure failure) {
    endsWell(failure, Fault.FAILS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.signalbox.engine.FailureSweepTest$Failure#ofEffects")
  void aStepThatNobodyAnswersLeadsWhereTheTableSays(Failure failure) {
    endsWell(failure, Fault.UNREACHABLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.signalbox.engine.FailureSweepTest$Failure#ofEffects")
  void aLostAnswerOfSomethingDoneChangesNothing(Failure failure) {
    try (Trial trial = failure.of().begin()) {
      Plan plan = failure.of().plan(trial);
      trial.site().faults().next(failure.operation(), Fault.DONE_BUT_ANSWER_LOST);
      trial.begin(plan);
      approveUntilItRests(trial);
      assertThat(trial.now().phase()).as(trial.told()).isEqualTo(Phase.SUCCEEDED);
      assertThat(trial.site().faults().met()).isTrue();
      trial.assertInPlace();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.signalbox.engine.FailureSweepTest$Failure#ofEffects")
  void aLostAnswerOfSomethingNotDoneIsSettledByAskingAgainOrByPeople(Failure failure) {
    try (Trial trial = failure.of().begin()) {
      Plan plan = failure.of().plan(trial);
      trial.site().faults().next(failure.operation(), Fault.NOT_DONE_AND_ANSWER_LOST);
      trial.begin(plan);
      approveUntilItRests(trial);
      boolean swap = failure.step().action() instanceof Action.Swap;
      assertThat(trial.now().phase())
          .as(trial.told())
          .isEqualTo(swap ? Phase.NEEDS_ATTENTION : Phase.SUCCEEDED);
      if (swap) {
        trial.retry("bob");
        approveUntilItRests(trial);
        assertThat(trial.now().phase()).as(trial.told()).isEqualTo(Phase.SUCCEEDED);
      }
      trial.assertInPlace();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.signalbox.engine.FailureSweepTest$Failure#ofEffects")
  void whatIsBrokenForGoodEndsUndoneOrInPeoplesHandsAndEachWayOutFreesTheLane(Failure failure) {
    for (WayOut out : WayOut.values()) {
      try (Trial trial = failure.of().begin()) {
        Plan plan = failure.of().plan(trial);
        trial.site().faults().always(failure.operation(), Fault.UNREACHABLE);
        trial.begin(plan);
        approveUntilItRests(trial);
        if (trial.now().phase().isGate()) {
          trial.reject("ann"); // A swap that is refused opens its gate again and again.
          trial.awaitRest();
        }
        trial.site().faults().mend();
        boolean needsPeople = trial.now().phase() == Phase.NEEDS_ATTENTION;
        if (needsPeople) {
          leaveBy(trial, out);
        }
        assertThat(trial.now().phase().isFinal()).as(trial.told()).isTrue();
        assertThat(trial.stores().deployments().occupying(Ground.LANE)).isEmpty();
        if (trial.now().phase() != Phase.ABANDONED) {
          assertThat(trial.site().drained()).as(trial.told()).isEmpty();
        }
        if (!needsPeople) {
          return;
        }
      }
    }
  }

  private enum WayOut {
    RETRY,
    ROLL_BACK,
    ABANDON
  }

  private static void leaveBy(Trial trial, WayOut out) {
    Feed fed =
        switch (out) {
          case RETRY -> trial.retry("bob");
          case ROLL_BACK -> trial.rollBack("bob");
          case ABANDON -> trial.abandon("bob");
        };
    assertThat(fed).as(trial.told()).isInstanceOf(Feed.Moved.class);
    approveUntilItRests(trial);
  }

  private static void endsWell(Failure failure, Fault fault) {
    try (Trial trial = failure.of().begin()) {
      Plan plan = failure.of().plan(trial);
      String live = trial.site().live();
      Map<String, String> installed = trial.site().installed();
      beginAndFail(trial, plan, failure, fault);
      Deployment d = trial.now();
      assertThat(trial.site().faults().met()).as(trial.told()).isTrue();
      if (d.phase() == Phase.NEEDS_ATTENTION) {
        assertThat(d.restedIn()).as(trial.told()).contains(failure.step().phase());
        trial.retry("bob");
        approveUntilItRests(trial);
      }
      d = trial.now();
      assertThat(d.phase()).as(trial.told()).isEqualTo(expected(failure, fault));
      trial.assertInPlace();
      if (d.phase() == Phase.UNDONE || d.phase() == Phase.ROLLED_BACK) {
        trial.assertAsBefore(live, installed);
      }
    }
  }

  /** Where it ends when people approve whatever waits, and try again whatever needs attention. */
  private static Phase expected(Failure failure, Fault fault) {
    boolean goesBack = failure.of().rollback();
    return switch (failure.step().phase()) {
      case PREPARING, PROVISIONING, CANARY, SMOKING, WARMING_UP -> Phase.UNDONE;
      case ROLLING -> {
        boolean served = failure.of().ground().isRolling();
        yield goesBack ? Phase.SUCCEEDED : served ? Phase.ROLLED_BACK : Phase.UNDONE;
      }
      // The canary is in rotation all the same, so production may have met it.
      case ADMITTING -> fault == Fault.FAILS ? Phase.ROLLED_BACK : Phase.SUCCEEDED;
      case CONVERGING -> Phase.UNCONVERGED;
      default -> Phase.SUCCEEDED;
    };
  }

  /** A gate asks the smoke tests too, so that what fails after it must not fail before. */
  private static void beginAndFail(Trial trial, Plan plan, Failure failure, Fault fault) {
    boolean afterTheGate = failure.step().phase() == Phase.CONVERGING;
    if (!afterTheGate) {
      trial.site().faults().next(failure.operation(), fault, failure.times(fault));
    }
    trial.begin(plan);
    if (afterTheGate) {
      while (trial.awaitRest().phase() != Phase.GATE) {
        trial.approve("ann");
      }
      trial.site().faults().next(failure.operation(), fault, failure.times(fault));
    }
    approveUntilItRests(trial);
  }

  static void approveUntilItRests(Trial trial) {
    for (int i = 0; i < 4 && trial.awaitRest().phase().isGate(); i++) {
      trial.approve(i % 2 == 0 ? "ann" : "bob");
    }
    trial.awaitRest();
  }
}
