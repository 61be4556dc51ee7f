package dev.signalbox.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong at a real HAProxy, and what is left then. */
@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyBadDaysTest {
  private HaproxyWorld world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = HaproxyWorld.start(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private Swapped swap() {
    return world.trafficSwitch().swap("blue", "green");
  }

  private Node node(String name) {
    return world.node(name).node();
  }

  private StepOutcome drain(String name) {
    return world.balancer().drain("blue", node(name), PatientAttempt.longEnough());
  }

  private StepOutcome restore(String name) {
    return world.balancer().restore("blue", node(name), PatientAttempt.longEnough());
  }

  private NodeState state(String name) {
    return world.balancer().nodes("blue").stream()
        .filter(it -> it.node().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void assertGreenIsLive() throws IOException, InterruptedException {
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo("green");
    assertThat(world.answering()).startsWith("green-");
  }

  @Test
  void aSwapOutlivesReloadRestartAndKill() throws Exception, InterruptedException {
    swap();

    world.haproxy.reload();
    assertGreenIsLive();
    world.haproxy.kill();
    world.haproxy.restart();
    assertGreenIsLive();
  }

  @Test
  void aDrainOutlivesReloadAndKillAndSoDoesTheRestore() {
    drain("blue-1");
    world.haproxy.reload();
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.DRAINED);
    world.haproxy.kill();
    world.haproxy.restart();
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.DRAINED);
    assertThat(state("blue-2").serves()).isTrue();

    assertThat(restore("blue-1")).isInstanceOf(StepOutcome.Done.class);
    world.haproxy.reload();
    assertThat(state("blue-1").serves()).isTrue();
  }

  @Test
  void requestsInAWorkerThatAReloadLeftBehindAreCounted() throws Exception {
    AutoCloseable session = world.sessionAt(world.node("blue-1"));
    world.haproxy.reload();
    swap();

    assertThat(world.trafficSwitch().settle("blue", PatientAttempt.brief()).line())
        .startsWith(
            "Out of time: 1 requests are still under way in backend shop-blue (1 at lb1's old");
    session.close();
    assertThat(world.trafficSwitch().settle("blue", PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void settlingGoesOnWhenTheRouterIsKilledAndComesBack() throws Exception {
    try (AutoCloseable _ = world.sessionAt(world.node("blue-1"));
        ExecutorService engine = Executors.newVirtualThreadPerTaskExecutor()) {
      swap();
      Future<StepOutcome> settling =
          engine.submit(() -> world.trafficSwitch().settle("blue", PatientAttempt.longEnough()));
      world.haproxy.kill();
      world.haproxy.restart();

      assertThat(settling.get()).isInstanceOf(StepOutcome.Done.class);
      world.node("blue-1").letGo();
    } catch (CompletionException killed) {
      // The user whose request was under way when the router was killed saw that.
      assertThat(killed).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void aRouterThatIsDownAtTheGateIsUnreachableAndBackLater() throws Exception {
    world.haproxy.kill();
    assertThatThrownBy(this::swap)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("HAProxy lb1")
        .hasMessageContaining("look whether it runs");

    world.haproxy.restart();
    assertThat(swap()).isInstanceOf(Swapped.Accepted.class);
  }

  @Test
  void aSwapWhoseAnswerIsLostLeavesTheFileAsTheRunningMap() {
    world.relay.loseNextAnswer();

    assertThatThrownBy(this::swap).isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo("green");
    assertThat(world.persisted()).isEqualTo("shop-green");
  }

  @Test
  void aSwapThatNeverArrivedKeepsItsFileSinceItMayArriveYet() {
    world.relay.before(
        command -> {
          if (command.startsWith("set map")) {
            world.relay.cutOff();
          }
        });

    assertThatThrownBy(this::swap).isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(world.persisted()).isEqualTo("shop-green");
  }

  @Test
  void somebodyElsesSwapInTheLastMomentIsNotOverwritten() {
    AtomicInteger looks = new AtomicInteger();
    world.relay.before(
        command -> {
          if (command.startsWith("show map") && looks.incrementAndGet() == 2) {
            world.byHand("set map " + HaproxyServer.MAP + " shop elsewhere");
          }
        });

    assertThat(swap())
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class, it -> assertThat(it.live().cluster()).isEqualTo("elsewhere"));
    assertThat(world.persisted()).isEqualTo("elsewhere");
  }

  @Test
  void aBackendWithAWrongNameIsRefused() {
    assertThat(
            world
                .trafficSwitch(Map.of("blue", "shop-blue", "green", "shop-gren"))
                .swap("blue", "green"))
        .isEqualTo(
            new Swapped.Refused(
                "HAProxy lb1 has no backend shop-gren for green: write it in its configuration, or"
                    + " its right name in ours"));
    assertThat(world.persisted()).isEqualTo("shop-blue");
  }

  @Test
  void aClusterWithoutAHealthyNodeIsRefusedAndOneWithOneIsNot() {
    world.health("green-1", false);
    world.health("green-2", false);
    assertThat(swap())
        .isInstanceOfSatisfying(
            Swapped.Refused.class,
            it ->
                assertThat(it.reason())
                    .startsWith("no server of backend shop-green (green) serves at HAProxy lb1")
                    .contains("green-1 is DOWN, L7STS"));

    world.health("green-2", true);
    assertThat(swap()).isInstanceOf(Swapped.Accepted.class);
  }

  @Test
  void whenBothClustersAreUnhealthyNothingMoves() {
    for (String node : List.of("blue-1", "blue-2", "green-1", "green-2")) {
      world.health(node, false);
    }

    assertThat(swap()).isInstanceOf(Swapped.Refused.class);
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo("blue");
  }

  @Test
  void aFullDiskIsFoundBeforeAnythingIsChanged() throws Exception {
    HaproxyWorld.fillDiskFor(world.haproxy.map());
    assertThat(swap())
        .isInstanceOfSatisfying(
            Swapped.Refused.class,
            it ->
                assertThat(it.reason())
                    .contains(world.haproxy.map() + " cannot be written (No space left on device)")
                    .contains("make room there"));
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo("blue");
    assertThat(world.persisted()).isEqualTo("shop-blue");

    HaproxyWorld.fillDiskFor(world.haproxy.map());
    assertThat(world.trafficSwitch().prepare(PatientAttempt.brief()))
        .isInstanceOf(StepOutcome.Failed.class);
    HaproxyWorld.fillDiskFor(world.haproxy.states().resolve("shop-blue"));
    assertThat(drain("blue-1").line()).contains("No space left").contains("was not drained");
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.READY);
  }

  @Test
  void aNodeThatAnAdministratorDrainedIsNotRestored() {
    world.byHand("set server shop-blue/blue-1 state drain");

    assertThat(drain("blue-1").line())
        .isEqualTo(
            "blue-1 is drained, nothing is under way. Somebody else had taken it out at lb1: it"
                + " will not be restored there.");
    assertThat(restore("blue-1").line())
        .isEqualTo("blue-1 was taken out at lb1 by somebody else, and is left so.");
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.DRAINED);
    assertThat(world.balancer().inspect(PatientAttempt.brief().remaining()).toString())
        .contains("blue-1 was taken out by somebody else");
  }

  @Test
  void aNodeThatAnAdministratorTookDownWhileItWasOursIsNotRestored() {
    drain("blue-1");
    world.byHand("set server shop-blue/blue-1 state maint");

    assertThat(restore("blue-1").line()).contains("is left so");
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.DRAINED);
  }

  @Test
  void anAdministratorsReadyIsNoticedByTheDrain() throws Exception {
    try (AutoCloseable _ = world.sessionAt(world.node("blue-1"));
        ExecutorService engine = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<StepOutcome> draining = engine.submit(() -> drain("blue-1"));
      world.haproxy.await("to drain blue-1", () -> state("blue-1").rotation() == Rotation.DRAINED);
      world.byHand("set server shop-blue/blue-1 state ready");

      assertThat(draining.get().line()).startsWith("Somebody restored blue-1 meanwhile");
    }
  }

  @Test
  void aFileThatLagsBehindIsSeenByTheInspection() throws Exception {
    world.swapByHand("green");
    assertThat(world.trafficSwitch().inspect(PatientAttempt.longEnough().remaining()).toString())
        .contains("it says shop-blue, and the running HAProxy shop-green")
        .contains("2 of 2 servers serve");

    world.trafficSwitch().prepare(PatientAttempt.brief());
    assertThat(Files.readString(world.haproxy.map()))
        .isEqualTo("# Where production goes.\nshop shop-green\nother elsewhere\n");
  }
}
