package dev.signalbox.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secrets;
import dev.signalbox.server.Needs;
import dev.signalbox.server.NetworkSpace;
import dev.signalbox.server.SshServer;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node in a network of its own that is cut off, slowed down and loses what it answers. */
@Timeout(120)
@Needs(program = "sshd", debianPackage = "openssh-server")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "nft", debianPackage = "nftables")
class SshCutOffTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

  @TempDir private static Path directory;
  private static NetworkSpace network;
  private static SshServer server;
  private static SshTarget target;
  private static Path known;

  private SshConnections connections;

  @BeforeAll
  static void start() throws IOException {
    network = NetworkSpace.make(20);
    server = SshServer.start(directory, network);
    target = new SshTarget(SshServer.USER, network.address(), server.port());
    known =
        Files.writeString(
            directory.resolve("known_hosts"), server.knownHostsLine(target.knownAs(), "ed25519"));
  }

  @AfterAll
  static void end() {
    server.close();
    network.close();
  }

  @BeforeEach
  void connect() {
    connections = new SshConnections(settings(LONG, KEEP_ALIVE));
  }

  @AfterEach
  void heal() {
    connections.close();
    network.link(true);
    network.heal();
  }

  private static SshSettings settings(Duration connect, Duration keepAlive) {
    return new SshSettings(
        List.of(server.key()),
        Optional.empty(),
        Optional.empty(),
        known,
        List.of(),
        new SshSettings.Pace(connect, keepAlive));
  }

  private SshMachine machine() {
    return new SshMachine(connections, target, SshWorld::mark, Duration.ofSeconds(5));
  }

  private Ended sh(String script, Duration limit, Consumer<String> lines) {
    return machine().run(Program.of(List.of("sh", "-c", script), limit), lines, () -> false);
  }

  private static void assertUnreachable(SshTarget whom, Duration connect, String... words) {
    try (SshConnections hasty = new SshConnections(settings(connect, KEEP_ALIVE))) {
      SshMachine machine = new SshMachine(hasty, whom, SshWorld::mark, LONG);
      assertThatThrownBy(() -> machine.run(Program.of(List.of("true"), LONG), _ -> {}, () -> false))
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageStartingWith(whom + " cannot be reached: ")
          .hasMessageContainingAll(words);
    }
  }

  @Test
  void eachWayOfNotBeingReachedIsNamedWithWhatToDo() {
    network.link(false);
    assertUnreachable(target, LONG, "no route", "is the machine up");
    network.link(true);

    network.partition();
    assertUnreachable(target, Duration.ofSeconds(1), "in time", "firewall");
    network.heal();

    assertUnreachable(
        new SshTarget(SshServer.USER, network.address(), 1),
        LONG,
        "refused",
        "does an SSH server listen there?");
  }

  @Test
  void aPartitionInTheMiddleOfACommandIsNoticedAndLeavesItsOutcomeUnknown() {
    assertThatThrownBy(() -> sh("echo on; exec sleep 20", LONG, _ -> network.partition()))
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContainingAll("the connection to " + target, "lost while sh ran");
    network.heal();

    assertThat(sh("echo again", LONG, _ -> {})).isInstanceOf(Ended.Exited.class);
  }

  @Test
  void whatHealsBeforeAnybodyGaveUpHasHarmedNothing() {
    Ended ended =
        sh(
            "echo on; sleep 1; echo off",
            LONG,
            line -> {
              if (line.equals("on")) {
                network.partition();
                network.heal();
              }
            });

    assertThat(ended)
        .isInstanceOfSatisfying(
            Ended.Exited.class, it -> assertThat(it.standardOutput()).isEqualTo("on\noff\n"));
  }

  @Test
  void whoStopsACommandBehindAPartitionIsToldThatItMayRunOn() {
    AtomicBoolean stop = new AtomicBoolean();
    Program program = Program.of(List.of("sh", "-c", "echo on; exec sleep 5"), LONG);

    assertThatThrownBy(
            () ->
                machine()
                    .run(
                        program,
                        _ -> {
                          network.partition();
                          stop.set(true);
                        },
                        stop::get))
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContainingAll("sh on " + target, "may run on for up to");
  }

  @Test
  void aSlowLinkCarriesAFileWholeOrLeavesTheOldOne() throws IOException {
    Path file = server.home().resolve("file");
    machine().write(file, new byte[] {1});
    byte[] large = new byte[60_000];
    large[59_999] = 1;
    network.slow("256kbit");

    SshMachine.Put put = new SshMachine.Put(Checksum.of(large), "644");
    assertThat(
            machine()
                .put(
                    file,
                    new ByteArrayInputStream(large),
                    put,
                    new PatientAttempt(Duration.ofMillis(300))))
        .hasValue("it did not end in time");
    assertThat(Files.readAllBytes(file)).containsExactly(1);

    assertThat(machine().put(file, new ByteArrayInputStream(large), put, new PatientAttempt(LONG)))
        .isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(large);
  }

  @Test
  void anInstallationWhoseAnswerIsLostIsFoundDoneAndNotDoneTwice() throws IOException {
    Path home = server.home();
    Files.deleteIfExists(home.resolve("version"));
    Files.deleteIfExists(home.resolve("runs"));
    Node node = new Node("green-1", URI.create("http://" + network.address()));
    PatientAttempt attempt =
        new PatientAttempt(LONG) {
          @Override
          public void progress(String line) {
            super.progress(line);
            network.loseAnswersOf(server.port());
          }
        };
    try (SshInstaller installer = installer(home, node)) {
      assertThatThrownBy(() -> installer.install(node, new Version("v2"), attempt))
          .isInstanceOf(PortFailure.OutcomeUnknown.class);
      network.heal();

      StepOutcome again = installer.install(node, new Version("v2"), PatientAttempt.longEnough());
      assertThat(again).isEqualTo(StepOutcome.done("green-1 has v2 already"));
      assertThat(Files.readAllLines(home.resolve("runs"))).containsExactly("ran v2");
    }
  }

  private static SshInstaller installer(Path home, Node node) {
    InstallCommands commands =
        new InstallCommands(
            List.of("sh", "-c", "cat " + home + "/version 2>/dev/null; true"),
            List.of(
                "sh",
                "-c",
                "echo begun; sleep 0.5; echo ran $1 >>%1$s/runs; echo $1 >%1$s/version"
                    .formatted(home),
                "sh",
                "{version}"),
            List.of("rm", "-f", home + "/version"),
            Map.of(),
            Set.of(),
            Set.of(),
            LONG);
    Cluster green = new Cluster("green", List.of(node), node.address());
    return new SshInstaller(
        settings(LONG, KEEP_ALIVE),
        new SshInstaller.Hosts(SshServer.USER, server.port(), Map.of()),
        commands,
        Optional.empty(),
        new NodeFacts(Lane.of("shop", "production"), new Layout.FixedClusters(List.of(green))),
        Secrets.NONE,
        new SshInstaller.Surroundings(SshWorld::mark, System::nanoTime));
  }
}
