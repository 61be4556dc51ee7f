package dev.signalbox.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.docker.DockerSettings.Connection;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways to an engine, and several engines at once. */
@Timeout(120)
@Needs(program = "dockerd", debianPackage = "docker.io")
@Needs(program = "sshd", debianPackage = "openssh-server")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "busybox", debianPackage = "busybox-static")
class DockerConnectionsTest {

  private static final TestImage V2 = TestImage.of("v2");

  @TempDir static Path directory;

  private static DockerHost one;
  private static DockerHost two;
  private static Path certificates;
  private static ImageSource images;

  @BeforeAll
  static void start() throws IOException {
    certificates = Files.createDirectories(directory.resolve("tls"));
    Certificates.make(certificates, DockerHost.addressOf(3));
    one =
        DockerHost.start(
            3,
            Certificates.listening(certificates, DockerHost.addressOf(3), 2376)
                .toArray(String[]::new));
    two = DockerHost.start(4);
    Files.write(directory.resolve("api-v2.tar"), V2.archive("api:v2"));
    images = new ImageSource.Archive(directory + "/api-{version}.tar");
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @BeforeEach
  void begin() {
    one.clear();
    two.clear();
  }

  private static void sh(String script, Path where) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-ec", script)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(said);
    }
  }

  private static StepOutcome provision(DockerProvisioner provisioner, int size) {
    Wanted wanted =
        new Wanted(
            "api-v2",
            new Version("v2"),
            Optional.of(V2.id()),
            size,
            Optional.of(new DeploymentId(7)));
    return provisioner.provision(wanted, new PatientAttempt(Duration.ofSeconds(20)));
  }

  private static DockerProvisioner by(Connection connection) {
    return Settings.of(one).connection(connection).provisioner(images, new MemoryRouter());
  }

  @Test
  void certificatesOnBothSidesAreTheWayOverTcp() {
    Connection tls = new Connection.Tls(one.address(), 2376, certificates);
    try (DockerProvisioner provisioner = by(tls)) {
      assertThat(provision(provisioner, 1)).isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void aCertificateThatTheEngineDoesNotKnowIsRefused(@TempDir Path strange)
      throws IOException, InterruptedException {
    sh(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
            + " -subj /CN=x -keyout key.pem -out cert.pem",
        strange);
    Files.copy(certificates.resolve("ca.pem"), strange.resolve("ca.pem"));
    try (DockerProvisioner provisioner = by(new Connection.Tls(one.address(), 2376, strange))) {
      assertThatThrownBy(provisioner::groups).isInstanceOf(PortFailure.Unreachable.class);
    }
  }

  @Test
  void aSocketOnAnotherHostIsReachedThroughSshWhichIsStartedAgainWhenItBreaks()
      throws IOException, InterruptedException {
    Path ssh = Files.createDirectories(directory.resolve("ssh"));
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
    int port = ServerProcess.freePort();
    sh(
        """
        ssh-keygen -q -t ed25519 -N '' -f host; ssh-keygen -q -t ed25519 -N '' -f key
        cp key.pub authorized; printf '[127.0.0.1]:%d %%s\\n' "$(cut -d' ' -f1,2 host.pub)" > known
        mkdir -p /run/sshd
        """
            .formatted(port),
        ssh);
    List<String> sshd =
        List.of(
            Programs.path("sshd"),
            "-D",
            "-e",
            "-f",
            "/dev/null",
            "-p",
            Integer.toString(port),
            "-h",
            ssh.resolve("host").toString(),
            "-o",
            "ListenAddress=127.0.0.1",
            "-o",
            "AuthorizedKeysFile=" + ssh.resolve("authorized"),
            "-o",
            "StrictModes=no",
            "-o",
            "PidFile=none");
    Connection over =
        new Connection.OverSsh(
            "root@127.0.0.1",
            OptionalInt.of(port),
            one.socket(),
            List.of(
                "-F",
                "none",
                "-i",
                ssh.resolve("key").toString(),
                "-o",
                "UserKnownHostsFile=" + ssh.resolve("known")));
    try (DockerProvisioner provisioner = by(over)) {
      assertThatThrownBy(provisioner::groups)
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageStartingWith("ssh to root@127.0.0.1 failed: ");
      try (ServerProcess _ = ServerProcess.start(ssh, sshd, () -> ServerProcess.listens(port))) {
        assertThat(provision(provisioner, 1)).isInstanceOf(StepOutcome.Done.class);
        ProcessHandle.current()
            .children()
            .filter(it -> it.info().command().orElse("").endsWith("/ssh"))
            .forEach(DockerConnectionsTest::end);
        assertThat(provisioner.groups()).hasSize(1);
      }
    }
  }

  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    var _ = process.onExit().join();
  }

  @Test
  void nodesAreSpreadOverTheEnginesInTurn() {
    try (DockerProvisioner provisioner =
        Settings.of(one, two).provisioner(images, new MemoryRouter())) {
      assertThat(provision(provisioner, 3)).isInstanceOf(StepOutcome.Done.class);

      assertThat(provisioner.groups().getFirst().cluster().nodes())
          .extracting(Node::name, node -> node.address().getHost())
          .containsExactly(
              tuple("api-v2-1", one.address()),
              tuple("api-v2-2", two.address()),
              tuple("api-v2-3", one.address()));
    }
  }

  @Test
  void anEngineThatIsGoneIsNamedAndNothingIsRemovedBehindItsBack() {
    try (DockerProvisioner provisioner =
        Settings.of(one, two).provisioner(images, new MemoryRouter())) {
      provision(provisioner, 2);
      two.stopEngine();
      try {
        assertThatThrownBy(
                () -> provisioner.retire("api-v2", new PatientAttempt(Duration.ofSeconds(5))))
            .isInstanceOf(PortFailure.Unreachable.class)
            .hasMessageContaining("engine-2");
        assertThat(one.containers()).hasSize(1);
      } finally {
        two.startEngineAgain();
      }
      assertThat(provisioner.retire("api-v2", new PatientAttempt(Duration.ofSeconds(10))))
          .isInstanceOf(StepOutcome.Done.class);
      assertThat(one.containers()).isEmpty();
      assertThat(two.containers()).isEmpty();
    }
  }
}
