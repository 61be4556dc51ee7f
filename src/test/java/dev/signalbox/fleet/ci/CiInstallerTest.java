package dev.signalbox.fleet.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.ProgramInstallerContract;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Line;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.server.BuildbotServer;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with a real Buildbot that runs the script. */
@Needs(program = "buildbot", debianPackage = "buildbot")
@Needs(program = "buildbot-worker", debianPackage = "buildbot-worker")
@Needs(program = "busybox", debianPackage = "busybox-static")
class CiInstallerTest extends ProgramInstallerContract {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private static BuildbotServer buildbot;

  @TempDir private Path application;

  private final AtomicBoolean losesAnswer = new AtomicBoolean();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer between;
  private CiInstaller installer;

  @BeforeAll
  static void startBuildbot(@TempDir Path directory) {
    buildbot = BuildbotServer.start(directory);
  }

  @AfterAll
  static void endBuildbot() {
    buildbot.close();
  }

  @BeforeEach
  void start() throws IOException {
    between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    between.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    between.createContext("/", this::pass);
    between.start();
    installer =
        new CiInstaller(
            contract("http://127.0.0.1:" + between.getAddress().getPort() + "/"),
            commands(),
            new LocalMachine(),
            facts(),
            secrets(),
            System::nanoTime);
    prepare();
  }

  @AfterEach
  void end() {
    takeOff();
    installer.close();
    between.stop(0);
    client.shutdownNow();
  }

  private CiContract contract(String api) {
    String body =
        """
        {"jsonrpc": "2.0", "method": "force", "id": 1, "params": {"marker": "{marker}",
         "node": "{node}", "action": "{action}", "version": "{version}", "program": "%s/app.sh",
         "directory": "%s", "port": "%d"}}\
        """
            .formatted(application, application, node().address().getPort());
    return new CiContract(
        new CiContract.Trigger(
            new CiContract.Request("POST", api + "forceschedulers/install", JSON, body),
            Optional.of("/result/1/1")),
        Optional.of(
            new CiContract.Find(
                new CiContract.Request(
                    "GET", api + "buildrequests?complete=false&property=marker", Map.of(), ""),
                "/buildrequests",
                "/properties/marker/0",
                "/buildrequestid")),
        new CiContract.Status(
            new CiContract.Request("GET", api + "buildrequests/{run}", Map.of(), ""),
            "/buildrequests/0/complete",
            Set.of("true"),
            "/buildrequests/0/results",
            Set.of("0")),
        new CiContract.Request(
            "POST",
            api + "buildrequests/{run}",
            JSON,
            "{\"jsonrpc\": \"2.0\", \"method\": \"cancel\", \"id\": 1, \"params\": {}}"),
        Optional.empty(),
        Duration.ofMillis(100));
  }

  /** Between us and Buildbot, so that an answer can be lost. */
  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      URI uri = buildbot.api().resolve(exchange.getRequestURI().toString().substring(1));
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .setHeader("Content-Type", "application/json")
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (exchange.getRequestMethod().equals("POST") && losesAnswer.getAndSet(false)) {
        return;
      }
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected Installer programs() {
    return installer;
  }

  @Override
  protected Path application() {
    return application;
  }

  @Override
  protected String lose() {
    return "true";
  }

  @Override
  protected Line line() {
    return new Line() {
      @Override
      public void cutOff() {
        mark("cut");
      }

      @Override
      public void loseNextAnswer() {
        losesAnswer.set(true);
      }
    };
  }

  /** What a run prints stays in the CI system; its number is told. */
  @Override
  @Test
  protected void whatTheProgramPrintsIsToldWhileItRunsAndKeptWithoutSecrets() {
    PatientAttempt attempt = PatientAttempt.longEnough();

    StepOutcome outcome = installer.install(node(), second(), attempt);

    assertThat(attempt.lines()).singleElement().asString().matches("green-1: run \\d+");
    assertThat(outcome.line()).matches("run \\d+ for green-1 ended well");
  }

  @Override
  @Test
  protected void aFailureSaysWhatWasSaidLast() {
    assertThat(installer.install(node(), broken(), PatientAttempt.longEnough()).line())
        .matches("run \\d+ for green-1 failed");
  }

  @Test
  void aCheckListsTheRunsAndSaysWhatIsInstalled() {
    assertThat(installer.inspect(Duration.ofSeconds(5)))
        .hasSize(2)
        .allMatch(Finding.Good.class::isInstance)
        .last()
        .isEqualTo(new Finding.Good("what is installed on green-1", "v1"));
  }
}
