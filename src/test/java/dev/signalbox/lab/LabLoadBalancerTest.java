package dev.signalbox.lab;

import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.port.Line;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.LoadBalancerContract;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LabLoadBalancerTest extends LoadBalancerContract {
  private LabWorld lab;

  @BeforeEach
  void start(@TempDir Path directory) {
    lab = LabWorld.start(directory);
  }

  @AfterEach
  void end() {
    lab.close();
  }

  @Override
  protected LoadBalancer balancer() {
    return lab.balancer();
  }

  @Override
  protected String cluster() {
    return "blue";
  }

  @Override
  protected List<Node> nodes() {
    return lab.nodes("blue");
  }

  @Override
  protected String ask() throws IOException, InterruptedException {
    return lab.answer("X-Node");
  }

  @Override
  protected AutoCloseable sessionAt(Node node) throws Exception {
    AutoCloseable session = session();
    if (told(node).inFlight() == 1) {
      return session;
    }
    AutoCloseable another = session();
    session.close();
    return another;
  }

  /** Round robin: of two sessions one after the other, each is at another node. */
  private AutoCloseable session() throws Exception {
    int before = inFlight();
    AutoCloseable session = lab.session(lab.entrance(LabWorld.SHOP));
    Seen.until(() -> inFlight() == before + 1);
    return session;
  }

  private int inFlight() {
    return lab.lane(LabWorld.SHOP).clusters().getFirst().inFlight();
  }

  private NodeTold told(Node node) {
    return lab.client()
        .see(new LabLane(lab.client(), LabWorld.SHOP).node(node.name()), NodeTold.class);
  }

  @Override
  protected void makeUnhealthy(Node node) throws Exception {
    lab.feelWell(node.name(), false);
    Seen.until(() -> !told(node).healthy());
  }

  @Override
  protected Line line() {
    return lab;
  }
}
