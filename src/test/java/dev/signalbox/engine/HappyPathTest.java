package dev.signalbox.engine;

import static dev.signalbox.deployment.Phase.ADMITTING;
import static dev.signalbox.deployment.Phase.CANARY;
import static dev.signalbox.deployment.Phase.CONVERGING;
import static dev.signalbox.deployment.Phase.GATE;
import static dev.signalbox.deployment.Phase.GATE_AWAY;
import static dev.signalbox.deployment.Phase.PROVISIONING;
import static dev.signalbox.deployment.Phase.RETIRING;
import static dev.signalbox.deployment.Phase.ROLLING;
import static dev.signalbox.deployment.Phase.SETTLING;
import static dev.signalbox.deployment.Phase.SETTLING_AWAY;
import static dev.signalbox.deployment.Phase.SETTLING_BACK;
import static dev.signalbox.deployment.Phase.SMOKING;
import static dev.signalbox.deployment.Phase.SUCCEEDED;
import static dev.signalbox.deployment.Phase.SWAPPING;
import static dev.signalbox.deployment.Phase.SWAPPING_AWAY;
import static dev.signalbox.deployment.Phase.SWAPPING_BACK;
import static dev.signalbox.deployment.Phase.UNDONE;
import static dev.signalbox.deployment.Phase.UNPREPARING;
import static dev.signalbox.deployment.Phase.WARMING_UP;
import static dev.signalbox.deployment.Phase.WATCHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every strategy when all goes well: the exact order of effects and phases. */
class HappyPathTest {
  @TempDir Path directory;

  @Test
  void blueGreenRollsTheIdleClusterAndKeepsTheOldOne() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      assertThat(trial.site().live()).isEqualTo("blue");
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.site().effects())
          .containsExactly(
              "prepare",
              "drain green-1",
              "install v2 on green-1",
              "restore green-1",
              "drain green-2",
              "install v2 on green-2",
              "restore green-2",
              "swap blue to green",
              "settle blue",
              "unprepare");
      assertThat(trial.phases())
          .containsExactly(
              ROLLING,
              SMOKING,
              WARMING_UP,
              GATE,
              SWAPPING,
              SETTLING,
              WATCHING,
              UNPREPARING,
              SUCCEEDED);
      assertThat(trial.stores().lanes().kept(Ground.LANE).map(KeptCluster::cluster))
          .contains("blue");
      trial.assertInPlace();
    }
  }

  @Test
  void blueGreenConvergesTheOldClusterWhereThatIsConfigured() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN).converging(), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.site().effects().subList(7, 16))
          .containsExactly(
              "swap blue to green",
              "settle blue",
              "drain blue-1",
              "install v2 on blue-1",
              "restore blue-1",
              "drain blue-2",
              "install v2 on blue-2",
              "restore blue-2",
              "unprepare");
      assertThat(trial.site().installed().values()).containsOnly("v2");
      assertThat(trial.stores().lanes().kept(Ground.LANE)).isEmpty();
      trial.assertInPlace();
    }
  }

  @Test
  void primaryFirstAsksTwiceAndEndsWhereItBegan() {
    try (Trial trial = Trial.on(Ground.of(Strategy.PRIMARY_FIRST), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE_AWAY);
      trial.approve("ann");
      trial.awaitPhase(GATE);
      assertThat(trial.site().live()).isEqualTo("green");
      assertThat(trial.site().installed())
          .containsEntry("blue-1", "v2")
          .containsEntry("green-1", "v1");
      trial.approve("bob");
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.site().effects())
          .containsExactly(
              "prepare",
              "swap blue to green",
              "settle blue",
              "drain blue-1",
              "install v2 on blue-1",
              "restore blue-1",
              "drain blue-2",
              "install v2 on blue-2",
              "restore blue-2",
              "swap green to blue",
              "settle green",
              "drain green-1",
              "install v2 on green-1",
              "restore green-1",
              "drain green-2",
              "install v2 on green-2",
              "restore green-2",
              "unprepare");
      assertThat(trial.phases())
          .containsExactly(
              GATE_AWAY,
              SWAPPING_AWAY,
              SETTLING_AWAY,
              ROLLING,
              SMOKING,
              WARMING_UP,
              GATE,
              SWAPPING,
              SETTLING,
              WATCHING,
              CONVERGING,
              UNPREPARING,
              SUCCEEDED);
      assertThat(trial.site().installed().values()).containsOnly("v2");
      trial.assertInPlace();
    }
  }

  @Test
  void redBlackMakesAGroupAndRemovesTheOneBeforeLast() {
    try (Trial trial = Trial.on(Ground.of(Strategy.RED_BLACK), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);
      assertThat(trial.phases())
          .containsExactly(
              PROVISIONING,
              SMOKING,
              WARMING_UP,
              GATE,
              SWAPPING,
              SETTLING,
              WATCHING,
              RETIRING,
              UNPREPARING,
              SUCCEEDED);
      trial.deploy("v3");
      trial.awaitPhase(GATE);
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.site().effects())
          .containsExactly(
              "prepare",
              "provision shop-v2",
              "swap shop-v1 to shop-v2",
              "settle shop-v1",
              "unprepare",
              "prepare",
              "provision shop-v3",
              "swap shop-v2 to shop-v3",
              "settle shop-v2",
              "retire shop-v1",
              "unprepare");
      assertThat(trial.stores().lanes().kept(Ground.LANE).map(KeptCluster::cluster))
          .contains("shop-v2");
      trial.assertInPlace();
    }
  }

  @Test
  void rollingLeavesOutWhatIsOnTheVersionAlready() {
    try (Trial trial = Trial.on(Ground.of(Strategy.ROLLING_UPDATE).nodes(3), directory)) {
      trial.site().somebodyInstalls("v2", "blue-1");
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      assertThat(trial.site().drained()).containsExactly("blue-2");
      assertThat(trial.now().plan().notes())
          .contains("blue-1 is on v2 already and is left as it is");
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);
      assertThat(trial.site().effects()).doesNotContain("drain blue-1", "install v2 on blue-1");
      assertThat(trial.site().installed())
          .containsEntry("blue-1", "v2")
          .containsEntry("blue-2", "v2")
          .containsEntry("blue-3", "v2");
    }
  }

  @Test
  void anInstallationIsTriedAsOftenAsTheLaneAllows() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).installAttempts(3);
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().faults().next("install v2 on green-1", Fault.FAILS, 2);
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      assertThat(trial.site().installed()).containsEntry("green-1", "v2");
      assertThat(trial.journaled(JournalEvent.StepProgressed.class))
          .extracting(JournalEvent.StepProgressed::line)
          .anyMatch(line -> line.endsWith("attempt 3 of 3 follows"));
    }
  }

  @Test
  void anInstallationThatFailsTooOftenStopsAndUndoes() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).installAttempts(2);
    try (Trial trial = Trial.on(ground, directory)) {
      trial.site().faults().next("install v2 on green-1", Fault.FAILS, 2);
      trial.deploy("v2");
      trial.awaitPhase(UNDONE);
      assertThat(trial.site().installed()).containsEntry("green-1", "v1");
    }
  }

  @Test
  void rollingAdmitsTheCanaryByApprovalAndTheOthersInBatches() {
    Ground ground = Ground.of(Strategy.ROLLING_UPDATE).nodes(4).batch(2).minimumHealthy(2);
    try (Trial trial = Trial.on(ground, directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      assertThat(trial.site().drained()).containsExactly("blue-1");
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.phases())
          .containsExactly(CANARY, WARMING_UP, GATE, ADMITTING, ROLLING, WATCHING, SUCCEEDED);
      assertThat(trial.site().effects().subList(0, 5))
          .containsExactly(
              "drain blue-1",
              "install v2 on blue-1",
              "restore blue-1",
              "drain blue-2",
              "drain blue-3");
      assertThat(trial.site().effects().subList(5, 7))
          .containsExactlyInAnyOrder("install v2 on blue-2", "install v2 on blue-3");
      assertThat(trial.site().effects().subList(7, 12))
          .containsExactly(
              "restore blue-2",
              "restore blue-3",
              "drain blue-4",
              "install v2 on blue-4",
              "restore blue-4");
      trial.assertInPlace();
    }
  }

  @Test
  void aRollbackSwapsToTheKeptClusterAndHoldsTheLane() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);
      trial.site().forgetEffects();

      trial.rollBackAfterwards();
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.site().effects()).containsExactly("swap green to blue", "settle green");
      assertThat(trial.phases()).containsExactly(SWAPPING_BACK, SETTLING_BACK, SUCCEEDED);
      assertThat(trial.stores().lanes().kept(Ground.LANE)).isEmpty();
      assertThat(trial.bot().requests().hold(Ground.LANE)).isPresent();
      trial.assertInPlace();
    }
  }

  @Test
  void aRollbackOfARollingUpdateGoesNodeByNodeInReverse() {
    Ground ground = Ground.of(Strategy.ROLLING_UPDATE).nodes(3);
    try (Trial trial = Trial.on(ground, directory)) {
      trial.deploy("v2");
      trial.awaitPhase(GATE);
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);
      trial.site().forgetEffects();

      trial.rollBackAfterwards();
      trial.awaitPhase(SUCCEEDED);

      assertThat(trial.site().effects())
          .containsExactly(
              "drain blue-3",
              "install v1 on blue-3",
              "restore blue-3",
              "drain blue-2",
              "install v1 on blue-2",
              "restore blue-2",
              "drain blue-1",
              "install v1 on blue-1",
              "restore blue-1");
      assertThat(trial.bot().requests().hold(Ground.LANE)).isPresent();
      trial.assertInPlace();
    }
  }

  @Test
  void whatIsLiveAlreadyIsDeployedOnceMoreAndThatIsSaid() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.deploy("v1");
      assertThat(trial.now().plan().notes().getFirst()).contains("v1 is live already, on blue");
      trial.awaitPhase(GATE);
      trial.approve("ann");
      trial.awaitPhase(SUCCEEDED);
      assertThat(trial.site().live()).isEqualTo("green");
      trial.assertInPlace();
    }
  }
}
