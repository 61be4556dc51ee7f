package dev.signalbox.traffic.nginx;

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

/** The contract on a real nginx. */
@Needs(program = "nginx", debianPackage = "nginx-light")
class NginxLoadBalancerTest extends LoadBalancerContract {
  private NginxWorld nginx;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    nginx = new NginxWorld(directory);
  }

  @AfterEach
  void end() {
    nginx.close();
  }

  @Override
  protected LoadBalancer balancer() {
    return nginx.balancer();
  }

  @Override
  protected String cluster() {
    return "blue";
  }

  @Override
  protected List<Node> nodes() {
    return nginx.cluster("blue").orElseThrow().nodes();
  }

  @Override
  protected String ask() throws IOException {
    return nginx.answer();
  }

  /** Round robin, but in each worker by itself: asked until one is there. */
  @Override
  protected AutoCloseable sessionAt(Node node) throws Exception {
    AutoCloseable session = nginx.session();
    for (int asked = 0; nginx.backend(node.name()).slow() == 0; asked++) {
      if (asked == 20) {
        throw new AssertionError("no request reaches " + node);
      }
      session = nginx.session();
    }
    return session;
  }

  @Override
  protected void makeUnhealthy(Node node) {
    nginx.backend(node.name()).ail();
  }

  @Override
  protected boolean avoidsUnhealthyNodes() {
    return false;
  }

  @Override
  protected Line line() {
    return nginx;
  }
}
