package dev.signalbox.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import dev.signalbox.server.Needs;
import dev.signalbox.server.SshServer;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An installation that goes wrong in each way that there is, on a real OpenSSH server; and what is
 * left on the node when people stop it, when its time is out and when nobody hears of it any more.
 */
@Needs(program = "sshd", debianPackage = "openssh-server")
class SshBadDaysTest {
  /** Of this process alone: what else is tested on the machine is not looked at. */
  private static final Lane LANE = Lane.of("bad-" + ProcessHandle.current().pid(), "production");

  private static final String STEP = "SIGNALBOX_STEP=" + LANE + "/green-1";
  private static final String TOKEN = "hush-hush-token";

  /** A version is called as what becomes of its installation. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      cd "${0%/*}" || exit 4
      case $1 in
        installed) cat version 2>/dev/null; exit 0;;
        uninstall) rm -f version; exit 0;;
      esac
      echo "begun $2 with $TOKEN"
      case $2 in
        v-hangs) trap '' TERM HUP INT; while :; do sleep 600; done;;
        v-forks) setsid sh -c 'trap "" TERM; sleep 601 & sleep 602' & (nohup sleep 603 >/dev/null 2>&1 &); wait; sleep 604;;
        v-floods) while :; do echo flood; done;;
        v-silent) exec >/dev/null 2>&1; sleep 600;;
        v-255) rm -f version; echo "what went wrong"; exit 255;;
        v-killed) echo before; kill -KILL $$;;
        v-half) rm -f version; echo half >half; echo "cannot migrate"; exit 3;;
        v-full) head -c 1000000 /dev/zero >disk/file || { echo "$(ls -s disk)"; exit 5; };;
      esac
      rm -f half
      printf %s "$2" >version
      """;

  private static SshWorld world;
  private static Path home;

  @TempDir private static Path directory;
  private final Node node = new Node("green-1", URI.create("http://127.0.0.1:1"));
  private SshInstaller installer;

  @BeforeAll
  static void startServer() throws IOException {
    world = SshWorld.start(directory);
    home = Files.createDirectories(world.server.home().resolve("app"));
    Path script = Files.writeString(home.resolve("app.sh"), SCRIPT);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    SshServer.run("chown", "-R", SshServer.USER, home.toString());
  }

  @AfterAll
  static void endServer() {
    world.close();
  }

  @BeforeEach
  void begin() {
    String app = home.resolve("app.sh").toString();
    InstallCommands commands =
        new InstallCommands(
            List.of(app, "installed"),
            List.of(app, "install", "{version}"),
            List.of(app, "uninstall"),
            Map.of("TOKEN", "{secret:registry}"),
            Set.of(),
            Set.of(),
            Duration.ofSeconds(15));
    Cluster green = new Cluster("green", List.of(node), node.address());
    installer =
        new SshInstaller(
            world.settings(),
            new SshInstaller.Hosts(SshServer.USER, world.server.port(), Map.of()),
            commands,
            Optional.empty(),
            new NodeFacts(LANE, new Layout.FixedClusters(List.of(green))),
            new Secrets(List.of(new Secret("registry", () -> TOKEN))),
            new SshInstaller.Surroundings(SshWorld::mark, System::nanoTime));
    installer.uninstall(node, PatientAttempt.longEnough());
    assertThat(install("v1")).isInstanceOf(StepOutcome.Done.class);
  }

  @AfterEach
  void end() {
    installer.close();
  }

  private StepOutcome install(String version) {
    return installer.install(node, new Version(version), PatientAttempt.longEnough());
  }

  /** Every process of the step that there is on the node. */
  private static List<String> left() {
    return ProcessHandle.allProcesses()
        .filter(SshBadDaysTest::isOfTheStep)
        .map(it -> it.info().commandLine().orElse("" + it.pid()))
        .toList();
  }

  private static boolean isOfTheStep(ProcessHandle process) {
    try {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(environment, StandardCharsets.ISO_8859_1).contains(STEP + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v-hangs", "v-forks", "v-floods", "v-silent"})
  void whoeverStopsItLeavesNothingRunning(String version) {
    PatientAttempt attempt =
        new PatientAttempt(Duration.ofSeconds(30)) {
          @Override
          public void progress(String line) {
            super.progress(line);
            stop();
          }
        };

    StepOutcome outcome = installer.install(node, new Version(version), attempt);

    assertThat(outcome).isInstanceOf(StepOutcome.Stopped.class);
    assertThat(left()).isEmpty();
    assertThat(outcome.whole().length()).isLessThan(20_000);
    assertThat(outcome.whole()).doesNotContain(TOKEN);
    assertThat(install("v2")).isInstanceOf(StepOutcome.Done.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v-hangs", "v-forks", "v-floods", "v-silent"})
  void whatIsNotHeardOfAnyMoreIsEndedByTheNextAttempt(String version) {
    PatientAttempt cut =
        new PatientAttempt(Duration.ofSeconds(30)) {
          @Override
          public void progress(String line) {
            super.progress(line);
            world.server.restart();
          }
        };

    assertThatThrownBy(() -> installer.install(node, new Version(version), cut))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);

    assertThat(install("v2")).isInstanceOf(StepOutcome.Done.class);
    assertThat(left()).isEmpty();
    assertThat(installer.installed(node)).contains(new Version("v2"));
  }

  @Test
  void itsTimeIsOutAndNothingRunsOn() {
    PatientAttempt attempt = new PatientAttempt(Duration.ofSeconds(2));

    assertThat(installer.install(node, new Version("v-forks"), attempt).line())
        .contains("did not end in time and was ended; begun v-forks with [secret registry]");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v-255, app.sh ended with exit code 255; what went wrong",
    "v-killed, app.sh was killed by KILL; before",
    "v-half, app.sh ended with exit code 3; cannot migrate"
  })
  void whatFailsSaysHowAndIsUndoneByWhatWasThere(String version, String reason) {
    StepOutcome outcome = install(version);

    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).endsWith(reason);
    assertThat(outcome.whole()).contains("[secret registry]").doesNotContain(TOKEN);
    assertThat(install("v1")).isInstanceOf(StepOutcome.Done.class);
    assertThat(installer.installed(node)).contains(new Version("v1"));
  }

  @Test
  void aFullDiskInTheMiddleOfItIsSaidInTheNodesOwnWords() throws IOException {
    Path disk = Files.createDirectories(home.resolve("disk"));
    SshServer.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", disk.toString());
    try {
      StepOutcome outcome = install("v-full");

      assertThat(outcome.line()).contains("app.sh ended with exit code 5");
      assertThat(outcome.whole()).contains("No space left on device");
      assertThat(installer.installed(node)).contains(new Version("v1"));
    } finally {
      SshServer.run("umount", disk.toString());
    }
  }
}
