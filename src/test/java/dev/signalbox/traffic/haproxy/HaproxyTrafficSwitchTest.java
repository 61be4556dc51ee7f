package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.Line;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.port.TrafficSwitchContract;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyTrafficSwitchTest extends TrafficSwitchContract {
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
  protected TrafficSwitch trafficSwitch() {
    return world.trafficSwitch();
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
    return world.answering().replaceFirst("-\\d", "");
  }

  @Override
  protected AutoCloseable session() throws InterruptedException {
    return world.sessionAt(world.node("blue-1"));
  }

  @Override
  protected void swapByHand(String cluster) {
    world.swapByHand(cluster);
  }

  @Override
  protected Line line() {
    return world.relay;
  }
}
