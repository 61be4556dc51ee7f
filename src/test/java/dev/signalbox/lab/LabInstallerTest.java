package dev.signalbox.lab;

import dev.signalbox.lab.fault.Effect;
import dev.signalbox.port.Installer;
import dev.signalbox.port.InstallerContract;
import dev.signalbox.port.Line;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LabInstallerTest extends InstallerContract {
  private LabWorld lab;
  private Node node;

  @BeforeEach
  void start(@TempDir Path directory) {
    lab = LabWorld.start(directory);
    node = lab.node("green-1");
  }

  @AfterEach
  void end() {
    lab.close();
  }

  @Override
  protected Installer installer() {
    return lab.installer();
  }

  @Override
  protected Node node() {
    return node;
  }

  @Override
  protected Version first() {
    return new Version("v1");
  }

  @Override
  protected Version second() {
    return new Version("v2");
  }

  @Override
  protected Version broken() {
    return new Version("v2-nostart");
  }

  @Override
  protected Version answering() throws IOException, InterruptedException {
    return new Version(lab.get(node.address(), "/version").body());
  }

  @Override
  protected String startedAs() throws IOException, InterruptedException {
    return lab.get(node.address(), "/healthz").headers().firstValue("X-Start").orElseThrow();
  }

  @Override
  protected void hangNextInstallation() {
    lab.fault("install", Effect.HANG);
  }

  @Override
  protected Line line() {
    return lab;
  }
}
