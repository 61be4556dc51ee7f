package dev.signalbox.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.ProgramInstallerContract;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.Installer;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.server.Needs;
import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and the ends that it can come to, on a real OpenSSH server. */
@Needs(program = "sshd", debianPackage = "openssh-server")
@Needs(program = "busybox", debianPackage = "busybox-static")
class SshInstallerTest extends ProgramInstallerContract {
  private static final AtomicInteger HOMES = new AtomicInteger();
  private static SshWorld world;

  @TempDir private Path here;
  private Path directory;
  private SshInstaller installer;

  @BeforeAll
  static void startServer(@TempDir Path directory) throws IOException {
    world = SshWorld.start(directory);
  }

  @AfterAll
  static void endServer() {
    world.close();
  }

  @BeforeEach
  void start() throws IOException {
    directory =
        Files.createDirectories(world.server.home().resolve("app-" + HOMES.incrementAndGet()));
    SshServer.run("chown", SshServer.USER, directory.toString());
    installer = installer(Optional.empty());
    prepare();
  }

  private SshInstaller installer(Optional<Artifact> artifact) {
    return new SshInstaller(
        world.settings(),
        new SshInstaller.Hosts(
            SshServer.USER, 22, Map.of("green-1", "127.0.0.1:" + world.server.port())),
        commands(),
        artifact,
        facts(),
        secrets(),
        new SshInstaller.Surroundings(SshWorld::mark, System::nanoTime));
  }

  @AfterEach
  void end() {
    takeOff();
    installer.close();
  }

  @Override
  protected Installer programs() {
    return installer;
  }

  @Override
  protected Path application() {
    return directory;
  }

  /** The server's process of this connection is the parent of the account's shell. */
  @Override
  protected String lose() {
    return "kill -KILL $(sed -n 's/^PPid:[[:space:]]*//p' /proc/$PPID/status)";
  }

  @Test
  void aConnectionCutInTheMiddleLeavesAnInstallationThatTheNextOneEnds()
      throws IOException, InterruptedException {
    mark("hang");
    PatientAttempt cut =
        new PatientAttempt(Duration.ofSeconds(20)) {
          @Override
          public void progress(String line) {
            super.progress(line);
            world.server.cutConnections();
          }
        };

    assertThatThrownBy(() -> installer.install(node(), second(), cut))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);

    PatientAttempt next = PatientAttempt.longEnough();
    assertThat(installer.install(node(), second(), next)).isInstanceOf(StepOutcome.Done.class);
    assertThat(next.lines().getFirst())
        .startsWith("ended what an earlier attempt had left running");
    assertThat(answering()).isEqualTo(second());
  }

  @Test
  void aFileIsBroughtToTheNodeOnceAndWhole() throws IOException, InterruptedException {
    Path archive = here.resolve("shop-v2.tar");
    byte[] content = new byte[2_000_000];
    content[7] = 7;
    Files.write(archive, content);
    String to = directory + "/shop-{version}.tar";
    try (SshInstaller bringing =
        installer(Optional.of(new Artifact(here + "/shop-{version}.tar", to)))) {
      PatientAttempt attempt = PatientAttempt.longEnough();
      assertThat(bringing.install(node(), second(), attempt)).isInstanceOf(StepOutcome.Done.class);
      assertThat(attempt.lines()).contains("green-1: sending shop-v2.tar, 2000000 bytes");
      assertThat(Files.readAllBytes(directory.resolve("shop-v2.tar"))).isEqualTo(content);

      bringing.uninstall(node(), PatientAttempt.longEnough());
      PatientAttempt again = PatientAttempt.longEnough();
      bringing.install(node(), second(), again);
      assertThat(again.lines()).noneMatch(line -> line.contains("sending"));

      assertThat(bringing.install(node(), broken(), PatientAttempt.longEnough()).line())
          .contains("shop-v3-broken.tar cannot be read here");
    }
  }

  @Test
  void aFullDiskFailsTheInstallationWithItsReasonAndLeavesTheNode()
      throws IOException, InterruptedException {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    SshServer.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", disk.toString());
    Path archive = Files.write(here.resolve("large"), new byte[1_000_000]);
    try (SshInstaller bringing =
        installer(Optional.of(new Artifact(archive.toString(), disk + "/large")))) {
      assertThat(bringing.install(node(), second(), PatientAttempt.longEnough()))
          .isInstanceOfSatisfying(
              StepOutcome.Failed.class,
              it -> assertThat(it.reason()).contains("No space left on device"));
      assertThat(answering()).isEqualTo(first());
      assertThat(disk).isEmptyDirectory();
    } finally {
      SshServer.run("umount", disk.toString());
    }
  }

  @Test
  void aCheckSaysWhatIsInstalledOrWhatKeepsUsOut() throws IOException {
    assertThat(installer.inspect(Duration.ofSeconds(5)))
        .containsExactly(new Finding.Good("what is installed on green-1", "v1"));

    try (SshInstaller stranger =
        new SshInstaller(
            new SshSettings(
                world.settings().keys(),
                Optional.empty(),
                Optional.empty(),
                here.resolve("nobody-known"),
                world.settings().jumps(),
                SshWorld.PACE),
            new SshInstaller.Hosts(
                SshServer.USER, 22, Map.of("green-1", "127.0.0.1:" + world.server.port())),
            commands(),
            Optional.empty(),
            facts(),
            secrets(),
            new SshInstaller.Surroundings(SshWorld::mark, System::nanoTime))) {
      assertThat(stranger.inspect(Duration.ofSeconds(5)))
          .singleElement()
          .isInstanceOfSatisfying(
              Finding.Bad.class, it -> assertThat(it.seen()).contains("nobody has confirmed"));
    }
  }
}
