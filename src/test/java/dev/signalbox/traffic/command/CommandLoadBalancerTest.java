package dev.signalbox.traffic.command;

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

/** The contract on the example program, which drives a real HAProxy. */
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "socat", debianPackage = "socat")
class CommandLoadBalancerTest extends LoadBalancerContract {
  private HaproxyWorld haproxy;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    haproxy = new HaproxyWorld(directory);
  }

  @AfterEach
  void end() {
    haproxy.close();
  }

  @Override
  protected LoadBalancer balancer() {
    return haproxy.balancer();
  }

  @Override
  protected String cluster() {
    return "blue";
  }

  @Override
  protected List<Node> nodes() {
    return haproxy.nodes("blue");
  }

  @Override
  protected String ask() throws IOException {
    return haproxy.answer();
  }

  /** Round robin: one of two sessions is there. */
  @Override
  protected AutoCloseable sessionAt(Node node) throws Exception {
    AutoCloseable session = haproxy.session();
    return haproxy.backendOf(node).slow() > 0 ? session : haproxy.session();
  }

  @Override
  protected void makeUnhealthy(Node node) throws Exception {
    haproxy.backendOf(node).ail();
    HaproxyWorld.until(
        () ->
            balancer().nodes("blue").stream()
                .anyMatch(it -> it.node().equals(node.name()) && !it.healthy()));
  }

  @Override
  protected Line line() {
    return haproxy.machine();
  }
}
