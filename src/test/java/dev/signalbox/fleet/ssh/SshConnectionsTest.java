package dev.signalbox.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in, and ways that must not lead in, on a real OpenSSH server. */
@Needs(program = "sshd", debianPackage = "openssh-server")
class SshConnectionsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private SshWorld world;

  @BeforeEach
  void start() throws IOException {
    world = SshWorld.start(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static Ended sh(SshMachine machine, String script) {
    return machine.run(Program.of(List.of("sh", "-c", script), LONG), _ -> {}, () -> false);
  }

  private static String said(Ended ended) {
    assertThat(ended).isInstanceOf(Ended.Exited.class);
    return ((Ended.Exited) ended).standardOutput().strip();
  }

  /** Over connections with other settings. */
  private Ended with(UnaryOperator<SshSettings> change, SshTarget target) {
    try (SshConnections other = new SshConnections(change.apply(world.settings()))) {
      return sh(new SshMachine(other, target, SshWorld::mark, LONG), "echo in");
    }
  }

  private void assertRefused(UnaryOperator<SshSettings> change, String... said) {
    assertThatThrownBy(() -> with(change, world.target))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContainingAll(said);
  }

  @Test
  void aFirstContactIsRefusedWithTheFingerprintAndTheCommandThatConfirmsIt() throws Exception {
    Files.writeString(world.knownHosts, "");

    String reason = reasonOf(() -> sh(world.machine(), "true"));

    assertThat(reason)
        .contains("nobody has confirmed")
        .contains(fingerprint("ecdsa"))
        .contains("ssh-keygen -lf /etc/ssh/ssh_host_ecdsa_key.pub");
    String command = reason.substring(reason.indexOf("echo "));
    SshServer.run("sh", "-c", command);
    assertThat(said(sh(world.machine(), "echo in"))).isEqualTo("in");
  }

  private static String reasonOf(Runnable work) {
    try {
      work.run();
      throw new AssertionError("it was not refused");
    } catch (PortFailure.Unreachable e) {
      return e.reason();
    }
  }

  private String fingerprint(String type) throws Exception {
    Process process =
        new ProcessBuilder(
                "ssh-keygen", "-lf", directory.resolve("host_" + type + ".pub").toString())
            .start();
    return new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .split(" ", -1)[1];
  }

  @Test
  void aKeyThatHasChangedStopsEverythingLoudly() throws IOException {
    sh(world.machine(), "true");
    world.server.reinstall();

    assertThatThrownBy(() -> sh(world.machine(), "true"))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContainingAll("THE KEY OF", "HAS CHANGED", "ssh-keygen -R");
  }

  @Test
  void aRevokedKeyIsRefused() throws IOException {
    String line = world.server.knownHostsLine(world.target.knownAs(), "ed25519");
    Files.writeString(world.knownHosts, line + "@revoked " + line);

    assertRefused(it -> it, "revoked");
  }

  @Test
  void aMachineIsAskedForTheTypeOfKeyUnderWhichItIsKnownAndHashedNamesAreRead() throws IOException {
    for (String type : List.of("rsa", "ecdsa", "ed25519")) {
      Files.writeString(
          world.knownHosts, world.server.knownHostsLine(world.target.knownAs(), type));
      SshServer.run("ssh-keygen", "-H", "-f", world.knownHosts.toString());

      assertThat(said(with(it -> it, world.target))).isEqualTo("in");
    }
  }

  @Test
  void aKeyThatOpensNothingIsNamed() {
    Path other = directory.resolve("other");
    SshServer.keygen(other, "ed25519", "");

    assertRefused(it -> keys(it, List.of(other)), "does not let us in", other.toString());
    assertRefused(it -> keys(it, List.of(directory)), "cannot be read");
    assertRefused(it -> keys(it, List.of()), "neither a key nor an agent");
  }

  private static SshSettings keys(SshSettings it, List<Path> keys) {
    return new SshSettings(
        keys, it.passphrase(), it.agent(), it.knownHosts(), it.jumps(), it.pace());
  }

  @Test
  void anEncryptedKeyIsOpenedByItsPassphrase() throws IOException {
    Path key = directory.resolve("encrypted");
    SshServer.keygen(key, "ed25519", "hush-hush");
    world.server.authorize(directory.resolve("encrypted.pub"));

    assertThat(said(with(it -> passphrase(keys(it, List.of(key)), "hush-hush"), world.target)))
        .isEqualTo("in");
    assertRefused(it -> passphrase(keys(it, List.of(key)), "wrong"), "passphrase");
    assertRefused(it -> keys(it, List.of(key)), "passphrase");
  }

  private static SshSettings passphrase(SshSettings it, String text) {
    return new SshSettings(
        it.keys(),
        Optional.of(new Secret("key", () -> text)),
        it.agent(),
        it.knownHosts(),
        it.jumps(),
        it.pace());
  }

  @Test
  void anAgentSignsForUs() throws Exception {
    Path socket = directory.resolve("agent.sock");
    try (ServerProcess _ =
        ServerProcess.start(
            directory,
            List.of(Programs.path("ssh-agent"), "-D", "-a", socket.toString()),
            () -> Files.exists(socket))) {
      SshServer.run(
          "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", world.server.key().toString());

      assertThat(said(with(it -> agent(keys(it, List.of()), socket), world.target)))
          .isEqualTo("in");
    }
    assertRefused(it -> agent(keys(it, List.of()), socket), "agent");
  }

  private static SshSettings agent(SshSettings it, Path socket) {
    return new SshSettings(
        it.keys(), it.passphrase(), Optional.of(socket), it.knownHosts(), it.jumps(), it.pace());
  }

  @Test
  void aMachineBehindOthersIsReachedThroughThemAndEachIsChecked() throws Exception {
    Path there = Files.createDirectories(directory.resolve("there"));
    try (SshServer far = SshServer.start(there)) {
      SshTarget target = new SshTarget(SshServer.USER, "localhost", far.port());
      far.authorize(directory.resolve("id.pub"));

      assertThatThrownBy(() -> with(this::throughUs, target))
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageContainingAll("nobody has confirmed", target.knownAs());

      Files.writeString(
          world.knownHosts,
          Files.readString(world.knownHosts) + far.knownHostsLine(target.knownAs(), "ed25519"));
      assertThat(said(with(this::throughUs, target))).isEqualTo("in");

      world.close();
      assertThatThrownBy(() -> with(this::throughUs, target))
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageContaining("refused");
    }
  }

  private SshSettings throughUs(SshSettings it) {
    return new SshSettings(
        it.keys(),
        it.passphrase(),
        it.agent(),
        it.knownHosts(),
        List.of(world.target, world.target),
        it.pace());
  }

  @Test
  void aMachineThatRefusesOrIsSilentIsUnreachable() throws IOException {
    int nobody = ServerProcess.freePort();
    assertThatThrownBy(() -> with(it -> it, new SshTarget("x", "127.0.0.1", nobody)))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContainingAll("x@127.0.0.1:" + nobody, "refused");
    assertThatThrownBy(() -> with(it -> it, new SshTarget("x", "no-such-host.invalid", 22)))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("nobody knows");
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SshTarget mute = new SshTarget("x", "127.0.0.1", silent.getLocalPort());
      assertThatThrownBy(() -> with(it -> pace(it, Duration.ofMillis(300)), mute))
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageContaining("in time");
    }
  }

  private static SshSettings pace(SshSettings it, Duration connect) {
    return new SshSettings(
        it.keys(),
        it.passphrase(),
        it.agent(),
        it.knownHosts(),
        it.jumps(),
        new SshSettings.Pace(connect, it.pace().keepAlive()));
  }

  @Test
  void aConnectionIsKept() {
    String first = said(sh(world.machine(), "echo $SSH_CONNECTION"));

    assertThat(said(sh(world.machine(), "echo $SSH_CONNECTION"))).isEqualTo(first);
  }

  @Test
  void aServerThatWasRestartedIsConnectedToAnew() {
    String first = said(sh(world.machine(), "echo $SSH_CONNECTION"));

    world.server.restart();

    assertThat(said(sh(world.machine(), "echo $SSH_CONNECTION"))).isNotEqualTo(first);
  }

  @Test
  void aConnectionThatIsCutWhileAProgramRunsLeavesItsOutcomeUnknown() {
    CountDownLatch running = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                running.await();
                world.server.cutConnections();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });

    assertThatThrownBy(
            () ->
                world
                    .machine()
                    .run(
                        Program.of(List.of("sh", "-c", "echo on; exec sleep 30"), LONG),
                        _ -> running.countDown(),
                        () -> false))
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContaining("lost while sh ran");
  }

  @Test
  void whatWeNeverHearOfAgainIsEndedByTheMachineItself() {
    RemoteScript program = RemoteScript.PROGRAM;

    assertThat(program.call(List.of("m", "17", "it's")))
        .endsWith(" 'm' '17' 'it'\\''s'")
        .contains("exec timeout -k 10");
  }

  @Test
  void aFullDiskIsSaidAndLeavesTheOldFile() throws Exception {
    Path disk = Files.createDirectories(world.server.home().resolve("disk"));
    SshServer.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", disk.toString());
    try {
      Path file = disk.resolve("file");
      world.machine().write(file, new byte[] {1});

      assertThatThrownBy(() -> world.machine().write(file, new byte[200_000]))
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageContaining("No space left on device");
      assertThat(Files.readAllBytes(file)).containsExactly(1);
      try (var files = Files.list(disk)) {
        assertThat(files).containsExactly(file);
      }
    } finally {
      SshServer.run("umount", disk.toString());
    }
  }

  @Test
  void aFileKeepsItsModeAndIsWhole() throws Exception {
    Path file = world.server.home().resolve("file");
    byte[] large = new byte[3_000_000];
    large[large.length - 1] = 1;

    world.machine().write(file, large);

    assertThat(Files.readAllBytes(file)).isEqualTo(large);
    assertThat(world.machine().checksum(file)).contains(Checksum.of(large));
    assertThat(world.machine().checksum(file.resolveSibling("none"))).isEmpty();
  }
}
