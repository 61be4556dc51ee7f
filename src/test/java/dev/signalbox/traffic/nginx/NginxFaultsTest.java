package dev.signalbox.traffic.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.CuttableMachine;
import dev.signalbox.server.Needs;
import dev.signalbox.topology.Node;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a real nginx, and what is left of it. */
@Needs(program = "nginx", debianPackage = "nginx-light")
class NginxFaultsTest {
  private NginxWorld nginx;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    nginx = new NginxWorld(directory);
  }

  @AfterEach
  void end() {
    nginx.close();
  }

  private Swapped swap() {
    return nginx.trafficSwitch().swap("blue", "green");
  }

  private void assertRefused(Swapped swapped, String... words) {
    assertThat(swapped)
        .isInstanceOfSatisfying(
            Swapped.Refused.class, it -> assertThat(it.reason()).contains(words));
  }

  private Node node(String name) {
    return nginx.backend(name).node();
  }

  private NodeState state(String name) {
    return nginx.balancer().nodes(name.replaceFirst("-\\d$", "")).stream()
        .filter(it -> it.node().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aConfigurationThatIsBrokenElsewhereIsRefusedAndTheIncludeIsAsItWas() throws Exception {
    String before = nginx.includeText();
    Files.writeString(nginx.config(), Files.readString(nginx.config()) + "\nnonsense;\n");

    assertRefused(swap(), "nginx refuses the configuration", "nonsense");
    assertThat(nginx.includeText()).isEqualTo(before);
    assertThat(nginx.answer()).startsWith("blue");
    assertThat(nginx.include().resolveSibling("shop-production.conf.new")).doesNotExist();
    assertThat(nginx.include().resolveSibling("shop-production.conf.old")).doesNotExist();
  }

  @Test
  void aReloadThatNginxDoesNotTakeIsRefusedAndTheIncludeIsAsItWas() throws Exception {
    String before = nginx.includeText();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "server { listen 127.0.0.1:" + taken.getLocalPort() + "; }\n}";
      String config = Files.readString(nginx.config());
      Files.writeString(nginx.config(), config.substring(0, config.lastIndexOf('}')) + port);

      assertRefused(
          new NginxTrafficSwitch(List.of(nginx.impatientLane()), _ -> Optional.empty())
              .swap("blue", "green"),
          "nginx did not take the new configuration");
      assertThat(nginx.includeText()).isEqualTo(before);
      assertThat(nginx.answer()).startsWith("blue");
    }
    assertThat(nginx.trafficSwitch().read().cluster()).isEqualTo("blue");
  }

  @Test
  void aMasterThatWasKilledIsNamedAndStartedAgainNginxHasKeptItsState() throws Exception {
    swap();
    List<ProcessHandle> workers = nginx.nginx().children();
    nginx.nginx().killAlone();

    assertThat(nginx.trafficSwitch().read().cluster()).isEqualTo("green");
    assertThatThrownBy(() -> nginx.trafficSwitch().swap("green", "blue"))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("start nginx");
    assertThat(nginx.includeText()).contains("default shop-production-green;");

    workers.forEach(ProcessHandle::destroyForcibly);
    NginxWorld.until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    assertThatThrownBy(() -> nginx.trafficSwitch().read())
        .isInstanceOf(PortFailure.Unreachable.class);
    nginx.restart();
    assertThat(nginx.trafficSwitch().read().cluster()).isEqualTo("green");
    assertThat(nginx.trafficSwitch().swap("green", "blue")).isInstanceOf(Swapped.Accepted.class);
  }

  @Test
  void anEditWithoutAReloadIsNotWhatIsLiveAndIsSaidWhenItIsOverruled() throws Exception {
    nginx.edit("default shop-production-blue", "default shop-production-red");

    assertThat(nginx.trafficSwitch().read().cluster()).isEqualTo("blue");
    assertThat(swap())
        .isInstanceOfSatisfying(
            Swapped.Accepted.class,
            it -> assertThat(it.detail()).contains("the file said shop-production-red"));
    assertThat(nginx.answer()).startsWith("green");
  }

  @Test
  void aDrainDoesNotBringAnEditOfTheLiveClusterAbout() throws Exception {
    nginx.edit("default shop-production-blue", "default shop-production-green");

    nginx.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough());

    assertThat(nginx.answer()).isEqualTo("blue-2");
    assertThat(nginx.includeText()).contains("default shop-production-blue;");
  }

  @Test
  void whatPeopleWroteIntoTheIncludeStays() throws Exception {
    nginx.edit("keepalive 32;", "keepalive 8; # not so many");
    nginx.edit("max_fails=1 ", "weight=2   ");

    swap();
    nginx.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough());
    nginx.balancer().restore("blue", node("blue-1"), PatientAttempt.longEnough());

    assertThat(nginx.includeText())
        .contains("keepalive 8; # not so many", "weight=2   fail_timeout=5s;")
        .contains("default shop-production-green;", "default \"4\";");
  }

  @Test
  void anAdministratorsDrainIsSeen() throws Exception {
    String server = node("blue-2").address().getAuthority() + " max_fails=1 fail_timeout=5s";
    nginx.edit(server, server + " down");
    nginx.reloadByHand();

    assertThat(state("blue-2").rotation()).isEqualTo(Rotation.DRAINED);
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.READY);
  }

  @Test
  void aChangeThatWasCutOffBeforeItsReloadIsNotTakenForTrueAndIsMadeAgain() throws Exception {
    String server = node("blue-1").address().getAuthority() + " max_fails=1 fail_timeout=5s";
    nginx.edit(server, server + " down");
    nginx.edit("default \"1\"", "default \"2 " + node("blue-1").address().getAuthority() + "\"");

    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.READY);
    assertThat(nginx.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(state("blue-1").rotation()).isEqualTo(Rotation.DRAINED);
    assertThat(nginx.answer()).isEqualTo("blue-2");
  }

  @Test
  void anIncludeThatSomebodyBrokeOrRemovedIsNamed() throws Exception {
    nginx.edit("map $host $shop_production_live", "map $host $shop_live");
    assertRefused(swap(), "has no \"map $host $shop_production_live { default ...; }\"");
    assertThat(nginx.balancer().drain("blue", node("blue-1"), PatientAttempt.brief()))
        .isInstanceOf(StepOutcome.Failed.class);

    nginx.edit("upstream shop-production-green {", "upstream shop-production-green ");
    assertRefused(swap(), "cannot be used");

    Files.delete(nginx.include());
    assertRefused(swap(), "it is not there");
    assertThat(nginx.trafficSwitch().read().cluster()).isEqualTo("blue");
  }

  @Test
  void aClusterWithoutAHealthyNodeDoesNotGoLive() throws Exception {
    nginx.backend("green-1").ail();
    nginx.backend("green-2").ail();

    assertRefused(swap(), "green has no healthy node.");
    assertThat(nginx.answer()).startsWith("blue");
  }

  @Test
  void aClusterWhoseNodesAreAllDrainedDoesNotGoLive() {
    for (Node node : nginx.cluster("green").orElseThrow().nodes()) {
      nginx.balancer().drain("green", node, PatientAttempt.longEnough());
    }

    assertRefused(swap(), "green has no node in rotation.");
  }

  @Test
  void aNodeWithoutAServerInTheIncludeIsNamed() throws Exception {
    nginx.edit(node("blue-1").address().getAuthority(), "127.0.0.1:1");

    assertThat(nginx.balancer().drain("blue", node("blue-1"), PatientAttempt.longEnough()).line())
        .contains("blue-1", "is no server of shop-production-blue");
    assertThat(nginx.balancer().nodes("blue")).hasSize(1);
  }

  @Test
  void anInspectionNamesWhatIsGoodAndWhatIsNot() throws Exception {
    assertThat(nginx.trafficSwitch().inspect(Duration.ofSeconds(5)))
        .hasSize(4)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Finding.Good.class));

    nginx.edit("default \"1\"", "default \"7\"");
    assertThat(nginx.trafficSwitch().inspect(Duration.ofSeconds(5)))
        .filteredOn(Finding.Bad.class::isInstance)
        .singleElement()
        .satisfies(it -> assertThat(it.toString()).contains("without a reload"));

    nginx.edit("map $host $shop_production_live", "map $host $other");
    nginx.nginx().kill();
    assertThat(nginx.trafficSwitch().inspect(Duration.ofSeconds(5)))
        .hasSize(4)
        .noneSatisfy(it -> assertThat(it).isInstanceOf(Finding.Good.class));
  }

  @Test
  void theStatusCanBeAskedByCurlOnTheMachine() {
    StatusPage page =
        StatusPage.from(
            new CuttableMachine(_ -> false), nginx.statusAddress(), Duration.ofSeconds(5));
    assertThat(page.ask()).isEqualTo("shop-production-blue 1\n");

    nginx.nginx().kill();
    assertThatThrownBy(page::ask)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("curl on router-1 ended with 7");
  }
}
