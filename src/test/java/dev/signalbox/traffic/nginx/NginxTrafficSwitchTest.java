package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Line;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.port.TrafficSwitchContract;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real nginx. */
@Needs(program = "nginx", debianPackage = "nginx-light")
class NginxTrafficSwitchTest extends TrafficSwitchContract {
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
  protected TrafficSwitch trafficSwitch() {
    return nginx.trafficSwitch();
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
  protected String answering() throws IOException {
    return nginx.answer().replaceFirst("-\\d$", "");
  }

  @Override
  protected AutoCloseable session() throws Exception {
    return nginx.session();
  }

  @Override
  protected void swapByHand(String cluster) throws Exception {
    nginx.edit("default shop-production-blue", "default shop-production-" + cluster);
    nginx.reloadByHand();
    NginxWorld.until(() -> answering().equals(cluster));
    NginxWorld.until(() -> nginx.lane().router().workers().equals(new Workers(2, 0)));
  }

  @Override
  protected Line line() {
    return nginx;
  }
}
