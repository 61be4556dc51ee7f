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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One application behind two HAProxys: they move together, or not at all. */
@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyPairTest {
  private final Haproxies haproxies = new Haproxies(_ -> new LocalFiles());
  private HaproxyWorld first;
  private HaproxyWorld second;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    first = HaproxyWorld.start(Files.createDirectory(directory.resolve("1")));
    second = HaproxyWorld.start(Files.createDirectory(directory.resolve("2")));
  }

  @AfterEach
  void end() {
    first.close();
    second.close();
  }

  private HaproxySettings settings() {
    return new HaproxySettings(
        List.of(first.instance("lb1"), second.instance("lb2")),
        HaproxyServer.MAP,
        "shop",
        new HaproxySettings.Backends.Fixed(HaproxyWorld.BACKENDS),
        Duration.ofSeconds(5));
  }

  private HaproxyTrafficSwitch trafficSwitch() {
    return new HaproxyTrafficSwitch(HaproxyWorld.SHOP, settings(), haproxies);
  }

  private HaproxyLoadBalancer balancer() {
    return new HaproxyLoadBalancer(HaproxyWorld.SHOP, first.layout(), settings(), haproxies);
  }

  private void assertNothingMoved() throws IOException, InterruptedException {
    assertThat(trafficSwitch().read().cluster()).isEqualTo("blue");
    assertThat(first.answering() + second.answering()).doesNotContain("green");
    assertThat(List.of(first.persisted(), second.persisted())).containsOnly("shop-blue");
  }

  @Test
  void bothMove() throws Exception, InterruptedException {
    assertThat(trafficSwitch().swap("blue", "green"))
        .isEqualTo(
            new Swapped.Accepted("map/live.map says shop → shop-green at lb1, lb2, read back"));

    assertThat(first.answering()).startsWith("green-");
    assertThat(second.answering()).startsWith("green-");
  }

  @Test
  void whenTheSecondOneIsAboutToFailNothingMoves() throws Exception, InterruptedException {
    second.health("green-1", false);
    second.health("green-2", false);
    assertThat(trafficSwitch().swap("blue", "green")).isInstanceOf(Swapped.Refused.class);
    assertNothingMoved();

    second.health("green-1", true);
    HaproxyWorld.fillDiskFor(second.haproxy.map());
    assertThat(trafficSwitch().swap("blue", "green")).isInstanceOf(Swapped.Refused.class);
    assertNothingMoved();
  }

  @Test
  void whenTheSecondOneFailsInTheMiddleTheFirstOneIsChangedBack()
      throws Exception, InterruptedException {
    second.relay.before(
        command -> {
          if (command.startsWith("set map")) {
            second.relay.cutOff();
          }
        });

    assertThatThrownBy(() -> trafficSwitch().swap("blue", "green"))
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContaining("lb2")
        .hasMessageContaining("changed back at lb1");
    assertThat(first.answering()).startsWith("blue-");
    assertThat(first.persisted()).isEqualTo("shop-blue");
  }

  @Test
  void anAnswerThatIsLostButTookEffectDoesNotStopTheOthers()
      throws Exception, InterruptedException {
    first.relay.loseNextAnswer();

    assertThatThrownBy(() -> trafficSwitch().swap("blue", "green"))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(trafficSwitch().read().cluster()).isEqualTo("green");
    assertThat(second.answering()).startsWith("green-");
  }

  @Test
  void aDisagreementIsSaidAsSuch() throws Exception, InterruptedException {
    second.swapByHand("green");

    assertThat(trafficSwitch().read().cluster()).isEqualTo("blue at lb1, green at lb2");
    assertThat(trafficSwitch().swap("blue", "green"))
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class,
            it -> assertThat(it.live().cluster()).isEqualTo("blue at lb1, green at lb2"));
    assertThat(first.answering()).startsWith("blue-");
  }

  @Test
  void settlingWaitsForBoth() throws Exception {
    AutoCloseable session = second.sessionAt(second.node("blue-1"));
    trafficSwitch().swap("blue", "green");

    assertThat(trafficSwitch().settle("blue", PatientAttempt.brief()).line()).contains("1 at lb2");
    session.close();
    assertThat(trafficSwitch().settle("blue", PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aNodeIsDrainedAndRestoredAtBoth() {
    var node = first.node("blue-1").node();
    balancer().drain("blue", node, PatientAttempt.longEnough());
    assertThat(second.byHand("show servers state shop-blue")).contains("blue-1 127.0.0.1 2 8 ");

    second.byHand("set server shop-blue/blue-1 state ready");
    assertThat(balancer().nodes("blue").getFirst().rotation()).isEqualTo(Rotation.READY);
    assertThat(balancer().nodes("blue").getFirst().healthy()).isFalse();

    balancer().restore("blue", node, PatientAttempt.longEnough());
    assertThat(balancer().nodes("blue")).allMatch(NodeState::serves);
  }
}
