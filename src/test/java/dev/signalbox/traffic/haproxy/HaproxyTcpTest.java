package dev.signalbox.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime API of a real HAProxy over a TCP port instead of a socket in the file system. */
@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyTcpTest {
  private HaproxyWorld world;
  private HaproxyTrafficSwitch trafficSwitch;
  private HaproxyLoadBalancer balancer;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = HaproxyWorld.start(directory);
    trafficSwitch = new HaproxyTrafficSwitch(HaproxyWorld.SHOP, world.overTcp(), world.haproxies());
    balancer =
        new HaproxyLoadBalancer(
            HaproxyWorld.SHOP, world.layout(), world.overTcp(), world.haproxies());
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static void isDone(StepOutcome outcome) {
    assertThat(outcome).as(outcome.line()).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void everythingIsAskedAndChangedThroughAPort() throws IOException, InterruptedException {
    assertThat(trafficSwitch.inspect(Duration.ofSeconds(10)))
        .noneMatch(Finding.Bad.class::isInstance)
        .anyMatch(it -> it.what().contains("at " + world.haproxy.overTcp()));

    isDone(trafficSwitch.prepare(PatientAttempt.longEnough()));
    assertThat(trafficSwitch.swap("blue", "green")).isInstanceOf(Swapped.Accepted.class);
    assertThat(world.answering()).startsWith("green-");
    isDone(trafficSwitch.settle("blue", PatientAttempt.longEnough()));

    Node node = world.node("green-1").node();
    isDone(balancer.drain("green", node, PatientAttempt.longEnough()));
    assertThat(world.answering()).isEqualTo("green-2");
    isDone(balancer.restore("green", node, PatientAttempt.longEnough()));
    assertThat(balancer.nodes("green")).hasSize(2).allMatch(NodeState::serves);
  }

  @Test
  void aPortWithNobodyBehindItIsNamed() {
    world.haproxy.kill();

    assertThatThrownBy(trafficSwitch::read)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("HAProxy lb1 at " + world.haproxy.overTcp())
        .hasMessageContaining("Connection refused");
  }
}
