package dev.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.Line;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.port.TrafficSwitchContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTrafficSwitchTest extends TrafficSwitchContract {
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
  protected TrafficSwitch trafficSwitch() {
    return lab.trafficSwitch();
  }

  @Override
  protected String live() {
    return "blue";
  }

  @Override
  protected String idle() {
    return "green";
  }

  @Override
  protected String answering() throws IOException, InterruptedException {
    return lab.answer("X-Cluster");
  }

  @Override
  protected AutoCloseable session() throws Exception {
    AutoCloseable session = lab.session(lab.entrance(LabWorld.SHOP));
    Seen.until(() -> lab.lane(LabWorld.SHOP).clusters().getFirst().inFlight() == 1);
    return session;
  }

  @Override
  protected void swapByHand(String cluster) {
    new LabTrafficSwitch(lab.client(), LabWorld.SHOP)
        .swap(lab.trafficSwitch().read().cluster(), cluster);
  }

  @Override
  protected Line line() {
    return lab;
  }

  @Test
  void aSwapToAClusterThatTakesNothingIsRefused() {
    lab.nodes("green")
        .forEach(node -> lab.balancer().drain("green", node, PatientAttempt.longEnough()));

    assertThat(lab.trafficSwitch().swap("blue", "green"))
        .isEqualTo(new Swapped.Refused("green has no healthy node in rotation."));
  }

  @Test
  void whatIsLiveCannotSettle() {
    assertThat(lab.trafficSwitch().settle("blue", PatientAttempt.longEnough()).line())
        .isEqualTo("blue is live: it cannot settle.");
  }
}
