package dev.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.lab.fault.Effect;
import dev.signalbox.lab.http.PortTakenException;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.lab.site.LaneLayout.ClusterLayout;
import dev.signalbox.lab.state.LabStateException;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabServerTest {
  @TempDir private Path directory;

  private static PatientAttempt attempt() {
    return PatientAttempt.longEnough();
  }

  @Test
  void atFirstEverythingRunsTheFirstVersion() {
    try (LabWorld lab = LabWorld.start(directory)) {
      LaneTold shop = lab.lane(LabWorld.SHOP);
      LaneTold api = lab.lane(LabWorld.API);

      assertThat(shop.live()).isEqualTo("blue");
      assertThat(api.live()).isEqualTo("api-v1");
      assertThat(shop.clusters())
          .flatExtracting(cluster -> cluster.nodes())
          .hasSize(4)
          .allMatch(node -> node.version().equals(Optional.of("v1")) && node.inRotation());
    }
  }

  @Test
  void whatWasDoneSurvivesARestartDownToThePorts() {
    LaneTold shop;
    LaneTold api;
    try (LabWorld lab = LabWorld.start(directory)) {
      lab.installer().install(lab.node("green-1"), new Version("v2"), attempt());
      lab.installer().install(lab.node("green-2"), new Version("v2-nostart"), attempt());
      lab.trafficSwitch().swap("blue", "green");
      lab.balancer().drain("blue", lab.node("blue-1"), attempt());
      lab.trafficSwitch().prepare(attempt());
      new LabProvisioner(lab.client(), LabWorld.API).provision(wanted(1, 9), attempt());
      shop = lab.lane(LabWorld.SHOP);
      api = lab.lane(LabWorld.API);
    }
    try (LabWorld lab = LabWorld.start(directory)) {
      assertThat(remembered(lab.lane(LabWorld.SHOP))).isEqualTo(remembered(shop));
      assertThat(remembered(lab.lane(LabWorld.API))).isEqualTo(remembered(api));
      assertThat(lab.lane(LabWorld.SHOP).live()).isEqualTo("green");
      assertThat(lab.lane(LabWorld.SHOP).prepared()).isTrue();
      assertThat(new LabProvisioner(lab.client(), LabWorld.API).groups())
          .filteredOn(group -> group.madeFor().equals(Optional.of(new DeploymentId(9))))
          .hasSize(1);
    }
  }

  private static Provisioner.Wanted wanted(int size, long deployment) {
    return new Provisioner.Wanted(
        "api-v2",
        new Version("v2"),
        Optional.empty(),
        size,
        Optional.of(new DeploymentId(deployment)));
  }

  /** What of a lane is not only true for the moment. */
  private static List<String> remembered(LaneTold lane) {
    return lane.clusters().stream()
        .flatMap(cluster -> cluster.nodes().stream())
        .map(
            node ->
                "%s %s %s %s %s"
                    .formatted(
                        node.name(),
                        node.address(),
                        node.version(),
                        node.running(),
                        node.draining()))
        .toList();
  }

  @Test
  void anInstallationGoesOnWhenNobodyWaitsForItAnyMore() throws Exception {
    try (LabWorld lab = LabWorld.start(directory)) {
      lab.fault("install", Effect.LOSE_ANSWER);
      assertThatThrownBy(
              () -> lab.installer().install(lab.node("green-1"), new Version("v2"), attempt()))
          .isInstanceOf(PortFailure.OutcomeUnknown.class);

      Seen.until(
          () ->
              lab.installer()
                  .installed(lab.node("green-1"))
                  .equals(Optional.of(new Version("v2"))));
    }
  }

  @Test
  void aSecondInstallationTakesThePlaceOfOneThatHangs() {
    try (LabWorld lab = LabWorld.start(directory)) {
      lab.fault("install", Effect.HANG);
      lab.change(
          "PUT", "/lanes/shop/production/nodes/green-1/installation", new Asked.Install("v2"));

      assertThat(lab.installer().install(lab.node("green-1"), new Version("v3"), attempt()))
          .isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void aGroupWhoseMakingWasCutOffIsFoundAfterARestartAndCanBeMadeOrRetired() {
    try (LabWorld lab = LabWorld.start(directory)) {
      lab.fault("provision", Effect.HANG);
      assertThat(
              new LabProvisioner(lab.client(), LabWorld.API)
                  .provision(wanted(2, 4), PatientAttempt.brief()))
          .isInstanceOf(StepOutcome.Failed.class);
    }
    try (LabWorld lab = LabWorld.start(directory)) {
      LabProvisioner provisioner = new LabProvisioner(lab.client(), LabWorld.API);
      assertThat(provisioner.groups())
          .extracting(group -> group.cluster().name() + " " + group.madeFor())
          .containsExactly("api-v1 Optional.empty", "api-v2 Optional[#4]");

      assertThat(provisioner.provision(wanted(2, 4), attempt()))
          .isInstanceOf(StepOutcome.Done.class);
      assertThat(provisioner.retire("api-v2", attempt())).isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void aNodeThatIsAddedToTheLayoutRunsWhatItsClusterDoes() {
    try (LabWorld lab = LabWorld.start(directory)) {
      for (NodeTold node : lab.lane(LabWorld.SHOP).clusters().getLast().nodes()) {
        lab.installer().install(lab.node(node.name()), new Version("v2"), attempt());
      }
    }
    LabConfig larger =
        new LabConfig(
            0,
            directory,
            List.of(
                new LaneLayout.OfClusters(
                    LabWorld.SHOP,
                    0,
                    List.of(ClusterLayout.ofSize("blue", 1), ClusterLayout.ofSize("green", 3)))),
            LabConfig.Tempo.AT_ONCE,
            0);
    try (LabWorld lab = LabWorld.start(larger)) {
      assertThat(lab.lane(LabWorld.SHOP).clusters().getFirst().nodes()).hasSize(1);
      assertThat(lab.lane(LabWorld.SHOP).clusters().getLast().nodes())
          .hasSize(3)
          .allMatch(node -> node.version().equals(Optional.of("v2")));
    }
  }

  @Test
  void aTakenPortIsNamedWithWhatItIsForAndNothingKeepsRunning() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LabConfig config =
          new LabConfig(
              taken.getLocalPort(),
              directory,
              List.of(
                  new LaneLayout.OfClusters(
                      LabWorld.SHOP, 0, List.of(ClusterLayout.ofSize("blue", 1)))),
              LabConfig.Tempo.AT_ONCE,
              0);

      assertThatThrownBy(() -> LabWorld.start(config))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining(
              "Port %d (control API of the lab) is taken".formatted(taken.getLocalPort()));
    }
    LabWorld.start(directory).close();
  }

  @Test
  void aNodeWhosePortWasTakenMeanwhileMovesToAnotherOne() throws IOException {
    int port;
    try (LabWorld lab = LabWorld.start(directory)) {
      port = lab.node("blue-1").address().getPort();
    }
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        LabWorld lab = LabWorld.start(directory)) {
      assertThat(lab.node("blue-1").address().getPort()).isNotEqualTo(port);
      assertThat(lab.lane(LabWorld.SHOP).clusters().getFirst().nodes())
          .allMatch(NodeTold::inRotation);
    }
  }

  @Test
  void aDamagedStateIsAnErrorAndNotANewBeginning() throws IOException {
    LabWorld.start(directory).close();
    Files.writeString(directory.resolve("state.json"), "{\"format\":1,\"lanes\":{\"sho");

    assertThatThrownBy(() -> LabWorld.start(directory)).isInstanceOf(LabStateException.class);
  }

  @Test
  void theBotCanAskWhatTheLabIsMadeOf() {
    try (LabWorld lab = LabWorld.start(directory)) {
      LabTopology topology = new LabTopology(lab.client());

      assertThat(topology.lanes()).containsExactly(LabWorld.SHOP, LabWorld.API);
      assertThat(topology.layout(LabWorld.API)).isEqualTo(new Layout.ServerGroups(2));
      assertThat(topology.entrance(LabWorld.SHOP)).isEqualTo(lab.entrance(LabWorld.SHOP));
      assertThat(topology.layout(LabWorld.SHOP))
          .isInstanceOfSatisfying(
              Layout.FixedClusters.class,
              fixed ->
                  assertThat(fixed.clusters()).extracting("name").containsExactly("blue", "green"));
    }
  }

  @Test
  void aSlowInstallationKeepsItsNodeDownAsLongAsThePaceSays() throws Exception {
    LabConfig.Tempo slow =
        new LabConfig.Tempo(
            Duration.ofMillis(400),
            LabConfig.Tempo.AT_ONCE.latency(),
            LabConfig.Tempo.AT_ONCE.checkInterval());
    try (LabWorld lab = LabWorld.start(LabWorld.config(directory, slow))) {
      lab.change(
          "PUT", "/lanes/shop/production/nodes/green-1/installation", new Asked.Install("v2"));
      assertThatThrownBy(() -> lab.get(lab.node("green-1").address(), "/version"))
          .isInstanceOf(ConnectException.class);

      assertThat(lab.installer().install(lab.node("green-1"), new Version("v2"), attempt()))
          .isEqualTo(StepOutcome.done("green-1 runs v2."));
    }
  }
}
