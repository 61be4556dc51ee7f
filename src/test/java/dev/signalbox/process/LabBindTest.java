package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on the example's BIND, which it swaps, and which people change by hand. */
@Needs(program = "named", debianPackage = "bind9")
@Needs(program = "nsupdate", debianPackage = "bind9-dnsutils")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LabBindTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private Path directory;
  private Path key;
  private int port;
  private ServerProcess named;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException, InterruptedException {
    directory = temporary;
    port = ServerProcess.freePort();
    Path example = Path.of(System.getProperty("basedir"), "config", "examples", "lab-bind");
    Path site = Files.createDirectories(directory.resolve("var/lab-bind"));
    key = site.resolve("dns.key");
    Files.writeString(key, run("tsig-keygen", "-a", "hmac-sha256", "deploybot-key"));
    Files.writeString(
        site.resolve("lab.test.zone"),
        Files.readString(example.resolve("lab.test.zone")).replace("$TTL 30", "$TTL 3"));
    Path configuration =
        Files.writeString(
            directory.resolve("named.conf"),
            Files.readString(example.resolve("named.conf")).replace("port 5353", "port " + port));
    named =
        ServerProcess.start(
            directory,
            List.of(Programs.path("named"), "-g", "-n", "1", "-c", configuration.toString()),
            () -> ServerProcess.listens(port));
  }

  @AfterEach
  void end() {
    named.close();
  }

  private String[] arguments() {
    Path config = Path.of(System.getProperty("basedir"), "config");
    String production = "--signalbox.applications.shop.stages.production.";
    String dns = production + "equipment.traffic-switch.dns.";
    return Stream.of(
            "--spring.config.additional-location=file:%s/,file:%s/examples/lab-bind.yaml"
                .formatted(config, config),
            production + "lab-users.resolver=127.0.0.1:" + port,
            dns + "servers.primary=127.0.0.1:" + port,
            dns + "servers.authoritative=127.0.0.1:" + port,
            dns + "swap-ttl=1s",
            dns + "margin=300ms",
            "--signalbox.applications.shop.smoke.recheck-every=300ms")
        .toArray(String[]::new);
  }

  @Test
  void aDeploymentSwapsTheCnameDriftVoidsTheGateAndARollbackSwapsItBack()
      throws IOException, InterruptedException {
    try (ChildJvm bot = BotProcess.start(directory, arguments())) {
      bot.say("/deploy v2 bluegreen", "wait gate");
      bot.await("the gate", SOON, it -> it.contains("send production traffic of shop from blue"));
      assertThat(bot.output()).contains("each settle waits");
      assertThat(cname()).isEqualTo("1 blue.shop.lab.test.");

      pointByHand("green");
      bot.await("the drift", SOON, it -> it.contains("drift") && it.contains("goes to green"));
      bot.say("@approver /approve");
      bot.await("the refusal", SOON, it -> it.contains("evidence"));
      pointByHand("blue");
      bot.await(
          "the end of the drift",
          SOON,
          it -> it.contains("evidence 3: switch: production goes to blue"));

      bot.say("@approver /approve", "wait end");
      bot.await("the swap", SOON, it -> it.contains("swapped: shop in production goes to green"));
      bot.await("the end", SOON, it -> it.contains("#1 done: shop v2 serves production"));
      assertThat(cname()).isEqualTo("3 green.shop.lab.test.");

      bot.say("/rollback", "wait end");
      bot.endInput();
      assertThat(bot.exit(SOON)).as(bot::output).isNotEmpty();
      assertThat(bot.output()).contains("shop in production goes to blue (v1)");
      assertThat(cname()).isEqualTo("3 blue.shop.lab.test.");
    }
  }

  @Test
  void checkFindsEverythingAsItShouldBe() throws IOException, InterruptedException {
    try (ChildJvm check = BotProcess.check(directory, arguments())) {
      assertThat(check.exit(SOON)).as(check::output).isNotEmpty();
      assertThat(check.output())
          .contains("permission to change shop.lab.test. and _signalbox.shop.lab.test.")
          .contains("the key is accepted for both");
      assertThat(cname()).isEqualTo("3 blue.shop.lab.test.");
    }
  }

  private String cname() throws IOException, InterruptedException {
    String[] words =
        run("dig", "+noall", "+answer", "-p", "" + port, "@127.0.0.1", "shop.lab.test", "CNAME")
            .strip()
            .split("\\s+", -1);
    return words[1] + " " + words[4];
  }

  private void pointByHand(String cluster) throws IOException, InterruptedException {
    Path commands =
        Files.writeString(
            directory.resolve("commands"),
            """
            server 127.0.0.1 %d
            zone lab.test
            update delete shop.lab.test CNAME
            update add shop.lab.test 1 CNAME %s.shop.lab.test.
            send
            """
                .formatted(port, cluster));
    run("nsupdate", "-k", key.toString(), commands.toString());
  }

  private String run(String program, String... arguments) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(directory, program, ".out");
    List<String> argv =
        Stream.concat(Stream.of(Programs.path(program)), Stream.of(arguments)).toList();
    int code =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
            .waitFor();
    String output = Files.readString(printed);
    assertThat(code).as(output).isZero();
    return output;
  }
}
