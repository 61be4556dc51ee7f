package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Fault;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is refused before it begins, each with its remedy; and what a plan says beforehand. */
class PlanTest {

  private static Planned plan(Trial trial, Strategy strategy) {
    return trial.bot().requests().plan(Ground.LANE, new Version("v2"), Optional.of(strategy));
  }

  private static void assertImpossible(Planned planned, String reason) {
    assertThat(planned)
        .asInstanceOf(type(Planned.Impossible.class))
        .extracting(Planned.Impossible::reason)
        .asString()
        .contains(reason);
  }

  @Test
  void aNodeThatSomebodyElseDrained() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().somebodyDrains("green-2");
      assertImpossible(plan(trial, Strategy.BLUE_GREEN), "green-2 of green is drained");
      assertImpossible(plan(trial, Strategy.PRIMARY_FIRST), "green-2 of green is drained");
      trial.site().somebodyRestores("green-2");
      trial.site().somebodyDrains("blue-1");
      assertImpossible(plan(trial, Strategy.ROLLING_UPDATE), "blue-1 of blue is drained");
    }
  }

  @Test
  void oneClusterOnly() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.ROLLING_UPDATE).clusters(1))) {
      assertImpossible(plan(trial, Strategy.BLUE_GREEN), "has one cluster only");
      assertImpossible(plan(trial, Strategy.PRIMARY_FIRST), "Use rolling.");
    }
  }

  @Test
  void theWrongLayout() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      assertImpossible(plan(trial, Strategy.RED_BLACK), "needs server groups");
    }
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.RED_BLACK))) {
      assertImpossible(plan(trial, Strategy.BLUE_GREEN), "needs fixed clusters. Use redblack.");
    }
  }

  @Test
  void mixedVersionsForPrimaryFirst() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.PRIMARY_FIRST))) {
      trial.site().somebodyInstalls("v0", "green-1");
      assertImpossible(
          plan(trial, Strategy.PRIMARY_FIRST), "blue runs v1, green runs different versions");
    }
  }

  @Test
  void aRouterThatCannotBeRead() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().always("read switch", Fault.UNREACHABLE);
      assertImpossible(plan(trial, Strategy.BLUE_GREEN), "no plan could be made: nobody answers");
      assertImpossible(
          trial.bot().requests().planRollback(Ground.LANE), "has no kept cluster to go back to");
    }
  }

  @Test
  void productionThatGoesElsewhere() {
    for (Strategy strategy : new Strategy[] {Strategy.BLUE_GREEN, Strategy.RED_BLACK}) {
      try (Trial trial = Trial.inMemory(Ground.of(strategy))) {
        trial.site().somebodySwapsTo("elsewhere");
        assertImpossible(plan(trial, strategy), "goes to 'elsewhere', which is none of its");
      }
    }
  }

  @Test
  void aBatchThatLeavesTooFew() {
    Ground ground = Ground.of(Strategy.ROLLING_UPDATE).nodes(3).batch(2).minimumHealthy(2);
    try (Trial trial = Trial.inMemory(ground)) {
      assertImpossible(plan(trial, Strategy.ROLLING_UPDATE), "at least 2 must stay healthy");
    }
  }

  @Test
  void productionThatIsMovedOntoTheIdleClusterKeepsItsNodesFromBeingTouched() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("prepare", Fault.HANGS);
      trial.deploy("v2");
      trial.site().faults().awaitHanging("prepare");
      trial.site().somebodySwapsTo("green");
      trial.site().faults().letGo("prepare");
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.now().reason()).contains("production goes to green: somebody else changed");
      // The drain never began; that the node takes traffic is made sure of nevertheless.
      assertThat(trial.site().effects()).containsExactly("prepare", "restore green-1", "unprepare");
      assertThat(trial.site().installed().values()).containsOnly("v1");
    }
  }

  @Test
  void productionThatIsMovedWhileItIsUndoneNeedsPeople() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      trial.site().faults().next("install v2 on green-2", Fault.HANGS);
      trial.deploy("v2");
      trial.site().faults().awaitHanging("install v2 on green-2");
      trial.site().somebodySwapsTo("green");
      trial.abort("bob");
      trial.awaitPhase(Phase.NEEDS_ATTENTION);
      trial.site().somebodySwapsTo("blue");
      trial.retry("bob");
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.site().installed().values()).containsOnly("v1");
      trial.assertInPlace();
    }
  }

  @Test
  void aNodeThatSomebodyPutBackIsNotChangedWhileItTakesProduction() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.ROLLING_UPDATE))) {
      trial.site().faults().next("drain blue-1", Fault.HANGS);
      trial.site().faults().when("read switch", 6, () -> trial.site().somebodyRestores("blue-1"));
      trial.deploy("v2");
      trial.site().faults().awaitHanging("drain blue-1");
      trial.site().faults().letGo("drain blue-1");
      trial.awaitRest();
      assertThat(trial.site().live()).isEqualTo("blue");
    }
  }

  @Test
  void capacityIsCountedLiveBeforeEachDrain() {
    Ground ground = Ground.of(Strategy.ROLLING_UPDATE).nodes(3).minimumHealthy(2);
    try (Trial trial = Trial.inMemory(ground)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.site().faults().next("restore blue-1", Fault.HANGS);
      trial.approve("ann");
      trial.site().faults().awaitHanging("restore blue-1");
      trial.site().isIll("blue-3", true);
      trial.site().faults().letGo("restore blue-1");
      trial.awaitRest();
      assertThat(trial.now().phase()).isEqualTo(Phase.NEEDS_ATTENTION);
      trial.site().isIll("blue-3", false);
      trial.retry("bob");
      trial.awaitPhase(Phase.ROLLED_BACK);
      trial.assertInPlace();
    }
  }
}
