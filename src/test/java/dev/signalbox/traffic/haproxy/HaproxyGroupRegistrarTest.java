package dev.signalbox.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.GroupRegistrarContract;
import dev.signalbox.port.Line;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyGroupRegistrarTest extends GroupRegistrarContract {
  private final Haproxies haproxies = new Haproxies(_ -> new LocalFiles());
  private HaproxyWorld world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world =
        HaproxyWorld.start(
            directory,
            "nowhere",
            HaproxyServer.slot("shop-a", 2) + HaproxyServer.slot("shop-b", 2));
    assertThat(registrar().register(liveGroup(), nodes(world.blue), PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    world.byHand("set map " + HaproxyServer.MAP + " shop shop-a");
    assertThat(trafficSwitch().prepare(PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private HaproxySettings settings() {
    return new HaproxySettings(
        List.of(world.instance()),
        HaproxyServer.MAP,
        "shop",
        new HaproxySettings.Backends.Slots(List.of("shop-a", "shop-b")),
        Duration.ofSeconds(5));
  }

  private static List<Node> nodes(List<TestNode> nodes) {
    return nodes.stream().map(TestNode::node).toList();
  }

  @Override
  protected GroupRegistrar registrar() {
    return new HaproxyGroupRegistrar(HaproxyWorld.SHOP, settings(), haproxies);
  }

  @Override
  protected TrafficSwitch trafficSwitch() {
    return new HaproxyTrafficSwitch(HaproxyWorld.SHOP, settings(), haproxies);
  }

  @Override
  protected LoadBalancer balancer() {
    return new HaproxyLoadBalancer(
        HaproxyWorld.SHOP, new Layout.ServerGroups(2), settings(), haproxies);
  }

  @Override
  protected String liveGroup() {
    return "shop-v1";
  }

  @Override
  protected String newGroup() {
    return "shop-v2";
  }

  @Override
  protected List<Node> newNodes() {
    return nodes(world.green);
  }

  @Override
  protected Node deadNode() {
    return new Node("dead-1", URI.create("http://127.0.0.1:" + ServerProcess.freePort()));
  }

  @Override
  protected String answering() throws IOException, InterruptedException {
    return world.answering();
  }

  @Override
  protected AutoCloseable session() throws InterruptedException {
    return world.sessionAtAny(world.blue);
  }

  @Override
  protected Line line() {
    return world.relay;
  }

  @Override
  protected void killAndRestartRouter() {
    world.haproxy.kill();
    world.haproxy.restart();
  }

  @Test
  void aThirdGroupFindsNoRoomAndHearsWhoHasIt() {
    registrar().register(newGroup(), newNodes(), PatientAttempt.longEnough());

    assertThat(registrar().register("shop-v3", newNodes(), PatientAttempt.longEnough()).line())
        .isEqualTo(
            "HAProxy has no free backend with 2 servers among shop-a, shop-b (shop-a has shop-v1,"
                + " shop-b has shop-v2): add one, or retire a group.");
  }

  @Test
  void aNodeWithoutAnIpAddressIsRefused() {
    Node named = new Node("web-1", URI.create("http://web-1.example:8080"));

    assertThat(registrar().register(newGroup(), List.of(named), PatientAttempt.brief()).line())
        .isEqualTo(
            "web-1 is at http://web-1.example:8080: HAProxy needs its IP address, such as"
                + " http://10.0.0.1:8080.");
  }

  @Test
  void aServerGivenToAnotherGroupIsHealthyOnlyByChecksOfItsOwn() {
    registrar().register(newGroup(), newNodes(), PatientAttempt.longEnough());
    registrar().deregister(newGroup(), PatientAttempt.longEnough());

    StepOutcome outcome =
        registrar().register("shop-v3", List.of(deadNode()), PatientAttempt.brief());

    assertThat(outcome.line()).startsWith("Out of time: not healthy at HAProxy: dead-1 (DOWN");
  }

  @Test
  void aDrainedNodeOfAGroupStaysDrainedWhenTheRouterIsKilled() {
    balancer().drain(liveGroup(), nodes(world.blue).getFirst(), PatientAttempt.longEnough());

    killAndRestartRouter();

    assertThat(balancer().nodes(liveGroup()))
        .extracting(node -> node.rotation().name())
        .containsExactly("DRAINED", "READY");
  }
}
