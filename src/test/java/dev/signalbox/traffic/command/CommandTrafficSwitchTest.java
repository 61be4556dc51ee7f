package dev.signalbox.traffic.command;

import dev.signalbox.port.Line;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.port.TrafficSwitchContract;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the example program, which drives a real HAProxy. */
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "socat", debianPackage = "socat")
class CommandTrafficSwitchTest extends TrafficSwitchContract {
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
  protected TrafficSwitch trafficSwitch() {
    return haproxy.trafficSwitch();
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
    return haproxy.answer().replaceFirst("-\\d$", "");
  }

  @Override
  protected AutoCloseable session() throws Exception {
    return haproxy.session();
  }

  @Override
  protected void swapByHand(String cluster) {
    var _ =
        haproxy
            .router()
            .change(HaproxyWorld.program().swap(), Map.of("from", live(), "to", cluster));
  }

  @Override
  protected Line line() {
    return haproxy.machine();
  }
}
