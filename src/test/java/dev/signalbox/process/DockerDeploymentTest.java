package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import dev.signalbox.app.FirstGroupMain;
import dev.signalbox.fleet.docker.DockerHost;
import dev.signalbox.fleet.docker.TestImage;
import dev.signalbox.load.Users;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot: red/black of real containers on a real Docker Engine, behind a real HAProxy. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Needs(program = "dockerd", debianPackage = "docker.io")
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "hey", debianPackage = "hey")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "busybox", debianPackage = "busybox-static")
class DockerDeploymentTest {
  private static final String LANE = "app:api stage:production";
  private static DockerHost host;

  private Path directory;
  private HaproxyWithSlots haproxy;

  @BeforeAll
  static void startEngine() {
    host = DockerHost.start(6);
  }

  @AfterAll
  static void stopEngine() {
    host.close();
  }

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    host.clear();
    haproxy = new HaproxyWithSlots(directory.resolve("haproxy"));
    image("v1", TestImage.of("v1"));
    image("v2", TestImage.of("v2"));
    image("v3", TestImage.of("v3"));
  }

  @AfterEach
  void end() {
    haproxy.close();
  }

  private void image(String version, TestImage image) throws IOException {
    Files.write(directory.resolve("api-" + version + ".tar"), image.archive("api:" + version));
  }

  private List<String> arguments() {
    String part = "--signalbox.applications.api.stages.production.equipment.";
    String docker = part + "provisioner.docker.";
    List<String> arguments = new ArrayList<>(haproxy.arguments());
    arguments.addAll(
        List.of(
            docker + "engines.one.url=unix://" + host.socket(),
            docker + "engines.one.host=" + host.address(),
            docker + "image.archive=" + directory + "/api-{version}.tar",
            docker + "container.port=8080",
            docker + "container.ports=20000-20099",
            docker + "container.memory=64MB",
            docker + "container.stop-grace=2s",
            docker + "health.path=/healthz",
            docker + "health.interval=100ms",
            docker + "health.steady=300ms",
            "--signalbox.applications.api.warm-up.paths[0].path=/",
            "--signalbox.applications.api.warm-up.paths[1].path=/version"));
    return WholeBot.arguments(directory, arguments);
  }

  /** As an operator begins: the first group, and then production is sent to it. */
  private void begin() throws IOException {
    List<String> words = new ArrayList<>(List.of("api/production", "v1"));
    words.addAll(arguments());
    assertThat(FirstGroupMain.run(words.toArray(String[]::new))).isZero();
    haproxy.sendBySettingTheMap("api-a");
    assertThat(haproxy.version()).isEqualTo("v1");
  }

  private static List<String> groups() {
    return host.containers().stream()
        .map(Container::getLabels)
        .map(it -> it.getOrDefault("dev.signalbox.group", "?"))
        .sorted()
        .toList();
  }

  @Test
  void provisionsSwapsKeepsRollsBackAndRetiresWithoutAFailedRequest() throws IOException {
    begin();
    try (WholeBot bot = WholeBot.start(arguments());
        Users users = Users.begin(haproxy.entrance(), 4, 25)) {
      bot.command("deployer", "/deploy v2 " + LANE);
      assertThat(bot.untilGate()).isTrue();
      assertThat(haproxy.version()).isEqualTo("v1");
      assertThat(groups()).containsExactly("api-v1", "api-v1", "api-v2", "api-v2");

      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v2");
      assertThat(bot.say("deployer", "/status " + LANE).details().toString())
          .contains("production goes to api-v2 on v2");
      assertThat(groups()).contains("api-v1");

      bot.command("deployer", "/rollback " + LANE);
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v1");
      bot.command("deployer", "/release " + LANE);

      bot.command("deployer", "/deploy v3 " + LANE);
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v3");
      assertThat(groups()).containsExactly("api-v1", "api-v1", "api-v3", "api-v3");

      Users.Seen seen = users.end();
      assertThat(seen.failed()).as(seen.report()).isZero();
      assertThat(seen.answered()).isGreaterThan(100);
    }
  }

  @Test
  void whatABotLeftThatWasKilledWhileContainersStartIsAdopted() throws IOException {
    List<String> before = killedWhileTheContainersOfV2Start();
    try (WholeBot bot = WholeBot.start(arguments());
        Users users = Users.begin(haproxy.entrance(), 4, 25)) {
      bot.seeThrough("/approve");

      assertThat(haproxy.version()).isEqualTo("v2");
      assertThat(groups()).containsExactly("api-v1", "api-v1", "api-v2", "api-v2");
      assertThat(ids()).isEqualTo(before);
      assertThat(users.end().failed()).isZero();
    }
  }

  @Test
  void whatABotLeftThatWasKilledWhileContainersStartIsRemovedWhenPeopleStopIt() throws IOException {
    killedWhileTheContainersOfV2Start();
    try (WholeBot bot = WholeBot.start(arguments())) {
      bot.command("deployer", "/abort 1");
      bot.seeThrough("/approve");

      assertThat(haproxy.version()).isEqualTo("v1");
      assertThat(groups()).containsExactly("api-v1", "api-v1");
    }
  }

  /** The containers that there are then; those of v2 serve nobody for a while. */
  private List<String> killedWhileTheContainersOfV2Start() throws IOException {
    image("v2", TestImage.of("v2", "busybox sleep 4; exec busybox httpd -f -p 8080 -h /www", ""));
    begin();
    try (BotToKill bot = BotToKill.start(directory.resolve("first"), arguments())) {
      bot.command("deployer", "/deploy v2 " + LANE);
      host.await("two containers of v2", () -> groups().size() == 4);
      bot.kill();
    }
    return ids();
  }

  private static List<String> ids() {
    return host.containers().stream().map(Container::getId).sorted().toList();
  }
}
