package dev.signalbox.fleet.docker;

import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.port.Line;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.ProvisionerContract;
import dev.signalbox.server.Needs;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On a real engine, with images of a registry. */
@Needs(program = "dockerd", debianPackage = "docker.io")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "busybox", debianPackage = "busybox-static")
class DockerProvisionerTest extends ProvisionerContract {

  private static DockerHost host;
  private static TestRegistry registry;

  private SocketLine line;
  private DockerProvisioner provisioner;

  @BeforeAll
  static void startEngine() {
    host = DockerHost.start(0);
    registry = new TestRegistry(host.here());
    for (String version : new String[] {"v1", "v2", "v3"}) {
      registry.push(version, TestImage.of(version));
    }
    registry.push("broken", TestImage.of("broken", "echo no database at db:5432; exit 3", ""));
  }

  @AfterAll
  static void stopEngine() {
    registry.close();
    host.close();
  }

  @BeforeEach
  void makeTheLiveGroup(@TempDir Path directory) {
    host.clear();
    line = new SocketLine(directory.resolve("s"), host.socket());
    Settings settings = Settings.of(host).socket(line.path());
    ImageSource source =
        new ImageSource.Registry(registry.repository() + ":{version}", Optional.empty());
    provisioner = settings.provisioner(source, new MemoryRouter());
    Settings.startByHand(host, registry.repository() + ":v1", "api-v1", "v1");
  }

  @AfterEach
  void close() {
    provisioner.close();
    line.close();
  }

  @Override
  protected Provisioner provisioner() {
    return provisioner;
  }

  @Override
  protected String liveGroup() {
    return "api-v1";
  }

  @Override
  protected String newGroup() {
    return "api-v2";
  }

  @Override
  protected Version version() {
    return new Version("v2");
  }

  @Override
  protected Version otherVersion() {
    return new Version("v3");
  }

  @Override
  protected Version broken() {
    return new Version("broken");
  }

  @Override
  protected Version answering(URI address) throws IOException, InterruptedException {
    return Settings.answering(address);
  }

  @Override
  protected Line line() {
    return line;
  }
}
