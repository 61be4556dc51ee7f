package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.load.Users;
import dev.signalbox.port.Journal.Verification;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole bot with the worked example {@code config/examples/ssh.yaml}: blue-green over a real
 * OpenSSH server onto nodes that are real programs, behind a real HAProxy whose log is the watch.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Needs(program = "sshd", debianPackage = "openssh-server")
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "hey", debianPackage = "hey")
@Needs(program = "curl", debianPackage = "curl")
@Needs(program = "busybox", debianPackage = "busybox-static")
class SshDeploymentTest {
  private static final int ALL = 100_000;

  private Path directory;
  private SshNodes nodes;
  private HaproxyInFront haproxy;
  private List<String> arguments;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    nodes = new SshNodes(directory);
    int log = ServerProcess.freePort();
    haproxy = new HaproxyInFront(directory.resolve("haproxy"), nodes.addresses(), log);
    arguments = arguments(log);
  }

  @AfterEach
  void end() {
    haproxy.close();
    nodes.close();
  }

  private List<String> arguments(int log) {
    Path config = Path.of(System.getProperty("basedir"), "config");
    String shop = "--signalbox.applications.shop.";
    List<String> all = new ArrayList<>(nodes.arguments());
    all.addAll(haproxy.arguments());
    all.addAll(
        List.of(
            "--spring.config.additional-location=file:" + config.resolve("examples/ssh.yaml"),
            "--server.port=0",
            "--signalbox.database.file=" + directory.resolve("signalbox"),
            "--logging.file.name=" + directory.resolve("signalbox.log"),
            shop + "equipment.traffic-meter.access-log.listen=127.0.0.1:" + log,
            shop + "smoke.suite=" + config.resolve("smoke/shop.yaml"),
            shop + "smoke.attempts=5",
            shop + "warm-up.requests=50",
            shop + "warm-up.max-p95=10s",
            shop + "watch.time=1s",
            shop + "watch.max-p95=10s",
            shop + "watch.min-requests=5"));
    return all;
  }

  @Test
  void aVersionReachesRealNodesAndUsersWithoutAFailedRequestAndGoesBack() throws IOException {
    try (WholeBot bot = WholeBot.start(arguments);
        Users users = Users.begin(haproxy.entrance(), 4, 25)) {
      bot.command("ann", "/deploy v2 bluegreen");
      assertThat(bot.untilGate()).isTrue();
      assertThat(haproxy.page("/version")).isEqualTo("v1");
      bot.seeThrough("bob", "/approve");
      assertThat(haproxy.page("/version")).isEqualTo("v2");
      assertThat(bot.say("ann", "/status").details().toString())
          .contains("production goes to green on v2");
      assertThat(told(bot)).anyMatch(it -> it.contains("sending shop-v2.tar.gz"));

      bot.command("ann", "/rollback");
      bot.seeThrough("bob", "/approve");
      assertThat(haproxy.page("/version")).isEqualTo("v1");

      Users.Seen seen = users.end();
      assertThat(seen.failed()).as(seen.report()).isZero();
      assertThat(seen.answered()).isGreaterThan(100);
    }
  }

  /** Everything that happened, as the journal has it. */
  private static List<String> told(WholeBot bot) {
    return bot.stores().journal().after(0, ALL).stream()
        .map(JournalEntry::event)
        .map(Object::toString)
        .toList();
  }

  @Test
  void aBotThatIsKilledInTheMiddleOfAnInstallationEndsItAndInstallsAnew() throws IOException {
    nodes.release("v2", "while [ -e hold ]; do sleep 0.1; done");
    Path hold = Files.writeString(nodes.file("green-1", "hold"), "");
    try (BotToKill first = BotToKill.start(directory.resolve("first"), arguments)) {
      first.command("ann", "/deploy v2 bluegreen");
      haproxy.await("v2 to start on green-1", () -> isStarting("green-1", "v2"));
      first.kill();
    }
    String left = pid("green-1");
    assertThat(runs(left)).as("the node goes on by itself").isTrue();
    try (WholeBot bot = WholeBot.start(arguments);
        Users users = Users.begin(haproxy.entrance(), 4, 25)) {
      haproxy.await("the next attempt", () -> !pid("green-1").equals(left) && !runs(left));
      Files.delete(hold);
      bot.seeThrough("bob", "/approve");

      assertThat(haproxy.page("/version")).as(() -> String.join("\n", told(bot))).isEqualTo("v2");
      assertThat(told(bot))
          .anyMatch(it -> it.contains("ended what an earlier attempt had left running"));
      assertThat(bot.stores().journal().after(0, ALL))
          .filteredOn(it -> it.event() instanceof JournalEvent.SwapReadBack)
          .hasSize(1);
      assertThat(bot.stores().journal().verify()).isInstanceOf(Verification.Intact.class);
      assertThat(users.end().failed()).isZero();
    }
  }

  private String pid(String node) {
    try {
      return Files.readString(nodes.file(node, "pid")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean runs(String pid) {
    return !pid.isEmpty() && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  /** Whether the node's program has begun to start the version. */
  private boolean isStarting(String node, String version) {
    Path current = nodes.file(node, "current");
    try {
      return Files.exists(nodes.file(node, "pid"))
          && Files.readSymbolicLink(current).endsWith(version);
    } catch (IOException e) {
      return false;
    }
  }
}
