package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on the example's HAProxy, as docs/haproxy.md starts the two. */
@Needs(program = "haproxy", debianPackage = "haproxy")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LabHaproxyTest {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final Map<String, String> NODES =
      Map.of(
          "blue.blue-1", "18011",
          "blue.blue-2", "18012",
          "green.green-1", "18021",
          "green.green-2", "18022");

  private final int users = ServerProcess.freePort();
  private final int runtime = ServerProcess.freePort();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private Path directory;
  private ServerProcess haproxy;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Path example = Path.of(System.getProperty("basedir"), "config", "examples", "haproxy");
    Files.createDirectories(directory.resolve("var/haproxy/states"));
    Files.copy(example.resolve("live.map"), directory.resolve("var/haproxy/live.map"));
    String configuration =
        Files.readString(example.resolve("lab.cfg"))
            .replace("127.0.0.1:9999", "127.0.0.1:" + runtime)
            .replace("127.0.0.1:8000", "127.0.0.1:" + users);
    for (Map.Entry<String, String> node : NODES.entrySet()) {
      int port = ServerProcess.freePort();
      ports.put(node.getKey(), port);
      configuration = configuration.replace("127.0.0.1:" + node.getValue(), "127.0.0.1:" + port);
    }
    Path file = Files.writeString(directory.resolve("lab.cfg"), configuration);
    haproxy =
        ServerProcess.start(
            directory,
            List.of(Programs.path("haproxy"), "-W", "-f", file.toString()),
            () -> ServerProcess.listens(users));
  }

  @AfterEach
  void end() {
    haproxy.kill();
  }

  private String[] arguments() {
    Path config = Path.of(System.getProperty("basedir"), "config");
    String production = "--signalbox.applications.shop.stages.production.";
    List<String> arguments = new ArrayList<>();
    arguments.add(
        "--spring.config.additional-location=file:%s/,file:%s/examples/lab-haproxy.yaml"
            .formatted(config, config));
    arguments.add(
        production + "equipment.traffic-switch.haproxy.instances.lb1.socket=127.0.0.1:" + runtime);
    ports.forEach(
        (node, port) -> arguments.add(production + "nodes." + node + "=http://127.0.0.1:" + port));
    return arguments.toArray(String[]::new);
  }

  @Test
  void theDemonstrationSwapsAndRollsAndEndsWithZero() throws IOException, InterruptedException {
    try (ChildJvm bot = BotProcess.start(directory, arguments())) {
      bot.say(
          "/deploy v2 bluegreen",
          "wait gate",
          "@approver /approve",
          "wait end",
          "/deploy v3 rolling",
          "wait gate");
      bot.await("the swap", SOON, it -> it.contains("swapped: shop in production goes to green"));
      bot.await("the second gate", SOON, it -> it.contains("(v3) take"));
      assertThat(version()).isEqualTo("v2");
      bot.say("@approver /approve", "wait end", "/audit verify");
      bot.endInput();

      assertThat(bot.exit(SOON)).as(bot::output).hasValue(0);
      assertThat(bot.output()).contains("The journal is intact");
      assertThat(Files.readString(directory.resolve("var/haproxy/live.map")))
          .contains("shop-production shop-green");
    }
  }

  private String version() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + users + "/")).build();
      return client
          .send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("X-Version")
          .orElse("");
    }
  }
}
