package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Killed;
import dev.signalbox.simulation.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The process dies at every position of the journal, and before and after every effect; another one
 * goes on by asking what is true (promise 4). A few of all those deaths in every build, all of them
 * with the crash matrix.
 */
class RestartTest {
  private static final int SAMPLE = 6;
  private static final long SEED = Long.getLong("restart.seed", System.nanoTime());

  /** A way that a deployment goes, and where it ends. */
  record Way(String name, Ground ground, Consumer<Trial> world, Phase end) {
    static List<Way> all() {
      Consumer<Trial> well = _ -> {};
      Ground rolling = Ground.of(Strategy.ROLLING_UPDATE);
      return List.of(
          new Way("bluegreen", Ground.of(Strategy.BLUE_GREEN), well, Phase.SUCCEEDED),
          new Way("converging", converging(), well, Phase.SUCCEEDED),
          new Way("primaryfirst", primaryFirst(), well, Phase.SUCCEEDED),
          new Way("redblack", Ground.of(Strategy.RED_BLACK), well, Phase.SUCCEEDED),
          new Way("rolling", rolling, well, Phase.SUCCEEDED),
          new Way("bluegreen that is undone", converging(), RestartTest::failsWarmUp, Phase.UNDONE),
          new Way("bluegreen that errs", converging(), RestartTest::errs, Phase.ROLLED_BACK),
          new Way("primaryfirst that errs", primaryFirst(), RestartTest::errs, Phase.ROLLED_BACK),
          new Way("converging that fails", converging(), RestartTest::failsLate, Phase.UNCONVERGED),
          new Way(
              "redblack that errs",
              Ground.of(Strategy.RED_BLACK),
              RestartTest::errs,
              Phase.ROLLED_BACK),
          new Way("rolling that errs", rolling, RestartTest::errs, Phase.ROLLED_BACK));
    }

    private static Ground converging() {
      return Ground.of(Strategy.BLUE_GREEN).converging().nodes(1);
    }

    private static Ground primaryFirst() {
      return Ground.of(Strategy.PRIMARY_FIRST).nodes(1);
    }

    Trial trial() {
      Trial trial = Trial.inMemory(ground);
      world.accept(trial);
      return trial;
    }
  }

  private static void failsWarmUp(Trial trial) {
    trial.site().faults().always("warm up green", Fault.FAILS);
  }

  private static void failsLate(Trial trial) {
    trial.site().faults().always("warm up blue", Fault.FAILS);
  }

  private static void errs(Trial trial) {
    trial.site().errs("v2", 0.5);
  }

  private record Run(Map<String, String> installed, List<String> effects, int positions) {}

  /** The way as it goes when nothing dies. */
  private static Run run(Way way) {
    try (Trial trial = way.trial()) {
      trial.deploy("v2");
      approveToTheEnd(trial);
      assertThat(trial.now().phase()).as(trial.told()).isEqualTo(way.end());
      return new Run(trial.site().installed(), trial.site().effects(), trial.journal().size());
    }
  }

  @TestFactory
  Stream<DynamicTest> goesOnAfterSomeDeaths() {
    System.out.println("restart.seed=" + SEED);
    Random random = new Random(SEED);
    return Way.all().stream()
        .flatMap(
            way -> {
              List<DynamicTest> tests = new ArrayList<>(deaths(way).toList());
              Collections.shuffle(tests, random);
              return tests.stream().limit(SAMPLE);
            });
  }

  @TestFactory
  @Tag("crash-matrix")
  Stream<DynamicTest> goesOnAfterEveryDeath() {
    return Way.all().stream().flatMap(RestartTest::deaths);
  }

  private static Stream<DynamicTest> deaths(Way way) {
    Run run = run(way);
    Stream<DynamicTest> positions =
        IntStream.range(1, run.positions())
            .mapToObj(
                position ->
                    DynamicTest.dynamicTest(
                        way.name() + ": dead at position " + position,
                        () -> diesAt(way, run, position)));
    Stream<DynamicTest> effects =
        run.effects().stream()
            .distinct()
            .flatMap(
                effect ->
                    Stream.of(Fault.BOT_DIES_BEFORE, Fault.BOT_DIES_AFTER)
                        .map(
                            fault ->
                                DynamicTest.dynamicTest(
                                    way.name() + ": " + fault + " " + effect,
                                    () -> diesIn(way, run, effect, fault))));
    return Stream.concat(positions, effects);
  }

  private static void diesAt(Way way, Run run, int position) {
    try (Trial trial = way.trial()) {
      trial.bot().life().dieAt(position);
      dies(trial);
      goesOn(trial, way, run);
    }
  }

  private static void diesIn(Way way, Run run, String effect, Fault fault) {
    try (Trial trial = way.trial()) {
      trial.site().faults().next(effect, fault);
      dies(trial);
      goesOn(trial, way, run);
    }
  }

  private static void dies(Trial trial) {
    try {
      trial.deploy("v2");
      while (!trial.bot().life().isDead()) {
        trial.awaitTrue(
            "death, or a gate", () -> trial.bot().life().isDead() || trial.now().phase().isGate());
        if (!trial.bot().life().isDead()) {
          trial.approve("ann");
        }
      }
    } catch (Killed e) {
      assertThat(trial.bot().life().isDead()).isTrue();
    }
  }

  private static void goesOn(Trial trial, Way way, Run run) {
    trial.restart();
    approveToTheEnd(trial);
    assertThat(trial.now().phase()).as(trial.told()).isEqualTo(way.end());
    assertThat(trial.site().installed()).as(trial.told()).isEqualTo(run.installed());
    assertThat(swaps(trial.site().effects())).as(trial.told()).isEqualTo(swaps(run.effects()));
    trial.assertInPlace();
  }

  private static List<String> swaps(List<String> effects) {
    return effects.stream().filter(e -> e.startsWith("swap")).toList();
  }

  private static void approveToTheEnd(Trial trial) {
    while (!trial.awaitRest().phase().isFinal()) {
      assertThat(trial.now().phase()).as(trial.told()).isNotEqualTo(Phase.NEEDS_ATTENTION);
      assertThat(trial.approve("ann")).as(trial.told()).isInstanceOf(Voted.Consumed.class);
    }
  }

  @Test
  void aSwapThatWasApprovedButNotDoneIsAskedForAgainWhenTheEvidenceHasAged() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("swap blue to green", Fault.BOT_DIES_BEFORE);
      dies(trial);
      trial.clock().advance(Duration.ofMinutes(11));
      trial.restart();
      trial.awaitPhase(Phase.GATE);
      assertThat(trial.site().live()).isEqualTo("blue");
      approveToTheEnd(trial);
      assertThat(trial.now().phase()).isEqualTo(Phase.SUCCEEDED);
      assertThat(trial.journaled(JournalEvent.ApprovalConsumed.class)).hasSize(2);
    }
  }

  @Test
  void aSwapThatWasDoneIsNotAskedForAgainHoweverOldTheEvidence() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("swap blue to green", Fault.BOT_DIES_AFTER);
      dies(trial);
      trial.clock().advance(Duration.ofMinutes(11));
      trial.restart();
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.journaled(JournalEvent.ApprovalConsumed.class)).hasSize(1);
    }
  }

  @Test
  void aSwapOfUnknownOutcomeWaitsForPeopleWhenTheRouterCannotBeRead() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("swap blue to green", Fault.BOT_DIES_AFTER);
      dies(trial);
      trial.site().faults().always("read switch", Fault.UNREACHABLE);
      trial.restart();
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      assertThat(trial.retry("bob")).isInstanceOf(Feed.Refused.class);
      trial.site().faults().mend();
      assertThat(trial.retry("bob")).isInstanceOf(Feed.Moved.class);
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(swaps(trial.site().effects())).containsExactly("swap blue to green");
    }
  }

  @Test
  void anErrorInARunnerIsOvercomeWithTheNextBeat() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      // The evidence is gathered outside of any step.
      trial
          .site()
          .faults()
          .when(
              "smoke green",
              2,
              () -> {
                throw new StackOverflowError("deep");
              });
      trial.deploy("v2");
      trial.awaitPhase(Phase.WARMING_UP);
      trial.awaitTrue(
          "its gate",
          () -> {
            trial.bot().beat();
            return trial.now().phase() == Phase.GATE;
          });
      approveToTheEnd(trial);
      assertThat(trial.now().phase()).isEqualTo(Phase.SUCCEEDED);
    }
  }

  @Test
  void aStoppedEngineBeginsNothingAndAnotherGoesOn() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("install v2 on green-1", Fault.HANGS);
      trial.deploy("v2");
      trial.site().faults().awaitHanging("install v2 on green-1");
      trial.bot().engine().stop();
      assertThat(trial.site().effects()).containsExactly("prepare", "drain green-1");
      assertThat(trial.journaled(JournalEvent.StepEnded.class)).hasSize(2);
      trial.bot().engine().wake(trial.id());
      trial.bot().engine().stop();
      trial.restart();
      approveToTheEnd(trial);
      assertThat(trial.now().phase()).isEqualTo(Phase.SUCCEEDED);
    }
  }
}
