package dev.signalbox.traffic.nginx;

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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One application behind two nginxs: they move together, or not at all. */
@Needs(program = "nginx", debianPackage = "nginx-light")
class NginxPairTest {
  private NginxWorld first;
  private NginxWorld second;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    first = new NginxWorld(Files.createDirectory(directory.resolve("1")));
    second = first.beside(Files.createDirectory(directory.resolve("2")));
  }

  @AfterEach
  void end() {
    second.close();
    first.close();
  }

  private NginxTrafficSwitch trafficSwitch() {
    return new NginxTrafficSwitch(
        List.of(first.lane("lb1"), second.lane("lb2")),
        Standby.withHealthyNode(first::cluster, NginxWorld.health()));
  }

  private NginxLoadBalancer balancer() {
    return new NginxLoadBalancer(
        List.of(first.lane("lb1"), second.lane("lb2")), first::cluster, NginxWorld.health());
  }

  private Swapped swap() {
    return trafficSwitch().swap("blue", "green");
  }

  private void assertNothingMoved() throws IOException {
    assertThat(trafficSwitch().read().cluster()).isEqualTo("blue");
    assertThat(first.answer() + second.answer()).doesNotContain("green");
  }

  @Test
  void bothMoveAndSettleTogether() throws Exception {
    AutoCloseable session = second.session();
    assertThat(swap())
        .isEqualTo(
            new Swapped.Accepted(
                "nginx on lb1, lb2 was reloaded and sends $shop_production_live to"
                    + " shop-production-green"));
    assertThat(first.answer()).startsWith("green-");
    assertThat(second.answer()).startsWith("green-");

    assertThat(trafficSwitch().settle("blue", PatientAttempt.brief()))
        .isInstanceOf(StepOutcome.Failed.class);
    session.close();
    assertThat(trafficSwitch().settle("blue", PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void whenTheSecondOneCannotBeAskedNothingMoves() throws Exception {
    second.cutOff();

    assertThatThrownBy(this::swap).isInstanceOf(PortFailure.Unreachable.class);
    assertThat(first.answer()).startsWith("blue-");
  }

  @Test
  void whenTheSecondOneRefusesTheFirstOneIsSentBack() throws Exception {
    Files.writeString(second.config(), Files.readString(second.config()) + "\nnonsense;\n");

    assertThat(swap())
        .isInstanceOfSatisfying(
            Swapped.Refused.class,
            it ->
                assertThat(it.reason())
                    .contains("nonsense", "the old include is back")
                    .endsWith("; lb1 sends to blue again"));
    assertNothingMoved();
  }

  @Test
  void anAnswerThatIsLostButTookEffectDoesNotStopTheOthers() throws Exception {
    first.loseNextAnswer();

    assertThatThrownBy(this::swap)
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContaining("asked again, all send to green");
    assertThat(trafficSwitch().read().cluster()).isEqualTo("green");
    assertThat(second.answer()).startsWith("green-");
  }

  @Test
  void aDisagreementIsSaidAsSuchAndNotOverwritten() throws Exception {
    second.trafficSwitch().swap("blue", "green");

    assertThat(trafficSwitch().read().cluster()).isEqualTo("blue at lb1, green at lb2");
    assertThat(swap())
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class,
            it -> assertThat(it.live().cluster()).isEqualTo("blue at lb1, green at lb2"));
    assertThat(first.answer()).startsWith("blue-");
  }

  @Test
  void aNodeIsDrainedAndRestoredAtBoth() throws IOException {
    Node node = first.backend("blue-1").node();
    assertThat(balancer().drain("blue", node, PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(first.includeText()).contains(node.address().getAuthority() + " max_fails=1");
    assertThat(List.of(first.includeText(), second.includeText()))
        .allMatch(it -> it.contains(" down;"));

    assertThat(second.balancer().restore("blue", node, PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(balancer().nodes("blue").getFirst().rotation()).isEqualTo(Rotation.DRAINED);

    balancer().restore("blue", node, PatientAttempt.longEnough());
    assertThat(balancer().nodes("blue")).allMatch(NodeState::serves);
  }

  @Test
  void anInspectionNamesEachOfThem() {
    assertThat(trafficSwitch().inspect(Duration.ofSeconds(5)).toString())
        .contains("nginx's processes on lb1", "nginx's processes on lb2")
        .contains("of lb2, seen=nginx runs shop-production-blue");
  }
}
