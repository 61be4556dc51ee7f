package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.signalbox.deployment.Gate.Finding;
import dev.signalbox.deployment.NodeAmount;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes that a team declares as down for maintenance. */
class MaintenanceTest {

  private static Trial trial(Ground ground) {
    Trial trial = Trial.inMemory(ground);
    trial.site().somebodyDrains("green-2");
    return trial;
  }

  private static Planned planned(Trial trial) {
    return trial.bot().requests().plan(Ground.LANE, new Version("v2"), Optional.empty());
  }

  private static List<Finding> shown(Trial trial) {
    return trial.stores().gates().open(trial.id()).orElseThrow().evidence().lines();
  }

  @Test
  void aNodeThatIsDownIsLeftAsItIsAndNamedInPlanAndPrompt() {
    try (Trial trial = trial(Ground.of(Strategy.BLUE_GREEN).nodes(3).down("green", "green-2"))) {
      Plan plan = Trial.plan(planned(trial));
      assertThat(plan.notes())
          .contains("green-2 is down for maintenance: it is left as it is, and takes no part");
      assertThat(plan.steps()).noneMatch(it -> it.action().label().contains("green-2"));
      trial.begin(plan);
      trial.awaitPhase(Phase.GATE);
      assertThat(shown(trial))
          .contains(new Finding("maintenance", true, "green-2 down: left as it is"));
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);

      assertThat(trial.site().drained()).as("not restored by us").containsExactly("green-2");
      assertThat(trial.site().installed())
          .containsEntry("green-2", "v1")
          .containsEntry("green-1", "v2")
          .containsEntry("green-3", "v2");
      assertThat(trial.site().live()).isEqualTo("green");
    }
  }

  @Test
  void whatIsUndoneLeavesItAsItIsToo() {
    try (Trial trial = trial(Ground.of(Strategy.BLUE_GREEN).nodes(3).down("green", "green-2"))) {
      trial.site().failsSmoke("v2", true);
      trial.deploy("v2");
      trial.awaitPhase(Phase.UNDONE);
      assertThat(trial.site().drained()).containsExactly("green-2");
      assertThat(trial.site().installed().values()).containsOnly("v1");
    }
  }

  @Test
  void aKeptClusterWithANodeDownCanBeGoneBackTo() {
    Ground ground = Ground.of(Strategy.BLUE_GREEN).nodes(3).down("blue", "blue-1");
    try (Trial trial = Trial.inMemory(ground)) {
      trial.site().somebodyDrains("blue-1");
      trial.site().somebodyInstalls("v0", "blue-1");
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      trial.rollBackAfterwards();
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().live()).isEqualTo("blue");
      assertThat(trial.site().drained()).containsExactly("blue-1");
    }
  }

  @Test
  void aNodeThatGetsRequestsAllTheSameRefusesThePlan() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN).down("green", "green-2"))) {
      assertThat(planned(trial))
          .isEqualTo(
              new Planned.Impossible(
                  "green-2 is declared as down for maintenance, but the load balancer sends it"
                      + " requests. Drain it at the load balancer, or take it out of the lane's"
                      + " maintenance."));
    }
  }

  @Test
  void oneThatIsPutBackWhileAGateWaitsVoidsTheApproval() {
    Ground ground =
        Ground.of(Strategy.BLUE_GREEN).nodes(3).down("green", "green-2").recheckingAllTheTime();
    try (Trial trial = trial(ground)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.site().somebodyRestores("green-2");
      trial.awaitTrue("the evidence has changed", () -> trial.prompt().revision() == 2);
      assertThat(shown(trial))
          .contains(
              new Finding(
                  "maintenance",
                  false,
                  "green-2 is declared as down for maintenance, but the load balancer sends it"
                      + " requests."));
      assertThat(trial.approve("ann")).isInstanceOf(Voted.Refused.class);
      trial.site().somebodyDrains("green-2");
      trial.awaitTrue("as before", () -> trial.prompt().revision() == 3);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
    }
  }

  @Test
  void aDrainedNodeThatNobodyDeclaredRefusesThePlanAndSaysWhatCanBeDone() {
    try (Trial trial = trial(Ground.of(Strategy.BLUE_GREEN))) {
      assertThat(planned(trial))
          .asInstanceOf(type(Planned.Impossible.class))
          .extracting(Planned.Impossible::reason)
          .asString()
          .startsWith("green-2 of green is drained, and not by a deployment that runs.")
          .endsWith("or write it below the lane's maintenance.");
    }
  }

  /** Half of four is two, also when one of the four is down; then one of three may be drained. */
  @Test
  void aShareOfTheClusterCountsTheNodesThatAreDown() {
    NodeAmount half = new NodeAmount.Percent(50);
    Ground ground =
        Ground.of(Strategy.ROLLING_UPDATE)
            .nodes(4)
            .minimumHealthy(half)
            .batch(2)
            .down("blue", "blue-4");
    try (Trial trial = Trial.inMemory(ground)) {
      trial.site().somebodyDrains("blue-4");
      assertThat(planned(trial))
          .isEqualTo(
              new Planned.Impossible(
                  "rolling takes 2 of 3 nodes of blue out at a time, but at least 2 must stay"
                      + " healthy. Lower batch-size or minimum-healthy, or use bluegreen."));
    }
    try (Trial trial = Trial.inMemory(ground.batch(1))) {
      trial.site().somebodyDrains("blue-4");
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.approve("ann");
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().installed()).containsEntry("blue-4", "v1");
    }
  }
}
