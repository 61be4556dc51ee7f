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
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy that is killed, frozen or reloaded in each phase of a deployment. */
@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyEveryPhaseTest {
  private final ExecutorService engine = Executors.newVirtualThreadPerTaskExecutor();
  private HaproxyWorld world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = HaproxyWorld.start(directory);
  }

  @AfterEach
  void end() {
    world.haproxy.thaw();
    engine.shutdownNow();
    world.close();
  }

  private Swapped swap() {
    return world.trafficSwitch().swap("blue", "green");
  }

  private Node node(String name) {
    return world.node(name).node();
  }

  private static void isDone(StepOutcome outcome) {
    assertThat(outcome).as(outcome.line()).isInstanceOf(StepOutcome.Done.class);
  }

  private void killAndRestart() {
    world.haproxy.kill();
    world.haproxy.restart();
  }

  private void assertLive(String cluster) throws IOException, InterruptedException {
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo(cluster);
    assertThat(world.answering()).startsWith(cluster + "-");
    assertThat(world.persisted()).isEqualTo("shop-" + cluster);
  }

  /** Does something when such a command is about to reach HAProxy, once. */
  private void when(String command, Runnable happens) {
    AtomicBoolean first = new AtomicBoolean(true);
    world.relay.before(
        said -> {
          if (said.contains(command) && first.compareAndSet(true, false)) {
            happens.run();
          }
        });
  }

  /** Begins something, and returns when it has asked HAProxy this for the second time. */
  private Future<StepOutcome> begun(String question, Callable<StepOutcome> work)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(2);
    world.relay.before(
        said -> {
          if (said.contains(question)) {
            asked.countDown();
          }
        });
    Future<StepOutcome> running = engine.submit(work);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    return running;
  }

  @Test
  void killedBetweenThePhasesItIsWhereItWas() throws IOException, InterruptedException {
    isDone(world.trafficSwitch().prepare(PatientAttempt.longEnough()));
    killAndRestart();
    assertLive("blue");
    assertThat(swap()).isInstanceOf(Swapped.Accepted.class);
    killAndRestart();
    assertLive("green");
    isDone(world.trafficSwitch().settle("blue", PatientAttempt.longEnough()));
    isDone(world.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough()));
    killAndRestart();
    isDone(world.balancer().restore("blue", node("blue-1"), PatientAttempt.longEnough()));
    killAndRestart();
    assertThat(world.balancer().nodes("blue")).allMatch(NodeState::serves);
    assertLive("green");
  }

  @Test
  void killedBetweenTheFileAndTheMapItStartsWithWhatTheFileSays()
      throws IOException, InterruptedException {
    when("set map", world.haproxy::kill);

    assertThatThrownBy(this::swap)
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContaining("its answer is lost");
    world.haproxy.restart();
    assertLive("green");
  }

  @Test
  void killedInADrainsWaitTheNodeStaysDrainedAndTheDrainEnds() throws Exception {
    try (AutoCloseable _ = world.sessionAt(world.node("blue-1"))) {
      Future<StepOutcome> draining =
          begun(
              "show stat",
              () -> world.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough()));
      assertThat(draining.isDone()).isFalse();
      killAndRestart();

      isDone(draining.get(30, TimeUnit.SECONDS));
      assertThat(world.balancer().nodes("blue").getFirst().rotation()).isEqualTo(Rotation.DRAINED);
      assertThat(world.answering()).isEqualTo("blue-2");
      world.node("blue-1").letGo();
    } catch (CompletionException killed) {
      // The user whose request was under way when the router was killed saw that.
      assertThat(killed).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void killedInARestoresWaitTheNodeIsWaitedForStill()
      throws ExecutionException, InterruptedException, TimeoutException {
    isDone(world.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough()));
    world.health("blue-1", false);
    Future<StepOutcome> restoring =
        begun(
            "show servers state",
            () -> world.balancer().restore("blue", node("blue-1"), PatientAttempt.longEnough()));
    assertThat(restoring.isDone()).isFalse();
    killAndRestart();
    world.health("blue-1", true);

    isDone(restoring.get(30, TimeUnit.SECONDS));
    assertThat(world.balancer().nodes("blue")).allMatch(NodeState::serves);
  }

  @Test
  void aReloadWhileSettlingHidesNoRequestOfTheOldWorker() throws Exception {
    AutoCloseable session = world.sessionAt(world.node("blue-1"));
    assertThat(swap()).isInstanceOf(Swapped.Accepted.class);
    PatientAttempt attempt = PatientAttempt.longEnough();
    Future<StepOutcome> settling =
        begun("show stat", () -> world.trafficSwitch().settle("blue", attempt));
    world.haproxy.reload();
    assertThat(world.trafficSwitch().settle("blue", PatientAttempt.brief()).line())
        .contains("lb1's old worker");
    assertThat(settling.isDone()).isFalse();

    session.close();
    isDone(settling.get(30, TimeUnit.SECONDS));
  }

  @Test
  void frozenAtTheGateItCannotBeAskedAndNothingIsChanged()
      throws IOException, InterruptedException {
    world.haproxy.freeze();
    assertThatThrownBy(this::swap)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("HAProxy lb1");

    world.haproxy.thaw();
    assertLive("blue");
    assertThat(swap()).isInstanceOf(Swapped.Accepted.class);
  }

  @Test
  void frozenInTheSwapTheOutcomeIsUnknownUntilItGoesOn() throws IOException, InterruptedException {
    when("set map", world.haproxy::freeze);
    assertThatThrownBy(this::swap).isInstanceOf(PortFailure.OutcomeUnknown.class);

    world.haproxy.thaw();
    world.haproxy.await(
        "to take what it was told", () -> world.trafficSwitch().read().cluster().equals("green"));
    assertLive("green");
  }

  @Test
  void frozenWhileSettlingItIsWaitedFor() throws Exception {
    AutoCloseable session = world.sessionAt(world.node("blue-1"));
    assertThat(swap()).isInstanceOf(Swapped.Accepted.class);
    Future<StepOutcome> settling =
        begun("show stat", () -> world.trafficSwitch().settle("blue", PatientAttempt.longEnough()));
    world.haproxy.freeze();
    assertThatThrownBy(() -> world.trafficSwitch().read())
        .isInstanceOf(PortFailure.Unreachable.class);
    assertThat(settling.isDone()).isFalse();

    world.haproxy.thaw();
    session.close();
    isDone(settling.get(30, TimeUnit.SECONDS));
  }
}
