package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.Line;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.LoadBalancerContract;
import dev.signalbox.server.Needs;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyLoadBalancerTest extends LoadBalancerContract {
  private HaproxyWorld world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = HaproxyWorld.start(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Override
  protected LoadBalancer balancer() {
    return world.balancer();
  }

  @Override
  protected String cluster() {
    return "blue";
  }

  @Override
  protected List<Node> nodes() {
    return world.blue.stream().map(TestNode::node).toList();
  }

  @Override
  protected String ask() throws IOException, InterruptedException {
    return world.answering();
  }

  @Override
  protected AutoCloseable sessionAt(Node node) throws InterruptedException {
    return world.sessionAt(world.node(node.name()));
  }

  @Override
  protected void makeUnhealthy(Node node) {
    world.health(node.name(), false);
  }

  @Override
  protected Line line() {
    return world.relay;
  }
}
