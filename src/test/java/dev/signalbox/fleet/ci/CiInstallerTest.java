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
import dev.signalbox.port.Secret;
import dev.signalbox.server.BuildbotServer;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final AtomicInteger refusesLooks = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer between;
  private final CiCalls calls =
      new CiCalls(
          new Secret("ci-callback", () -> BuildbotServer.CALLBACK_SECRET), InstantSource.system());
  private final List<String> answered = new CopyOnWriteArrayList<>();
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
    between.createContext("/ci/", this::call);
    between.start();
    installer = installer(Duration.ofMillis(100), "", Optional.empty());
    prepare();
  }

  private CiInstaller installer(Duration poll, String callback, Optional<CiCalls> heard) {
    return new CiInstaller(
        contract(here(), poll, callback),
        heard,
        commands(),
        new LocalMachine(),
        facts(),
        secrets(),
        System::nanoTime);
  }

  private String here() {
    return "http://127.0.0.1:" + between.getAddress().getPort() + "/";
  }

  @AfterEach
  void end() {
    takeOff();
    installer.close();
    between.stop(0);
    client.shutdownNow();
  }

  private CiContract contract(String api, Duration poll, String callback) {
    String body =
        """
        {"jsonrpc": "2.0", "method": "force", "id": 1, "params": {"marker": "{marker}",
         "node": "{node}", "action": "{action}", "version": "{version}", "program": "%s/app.sh",
         "directory": "%s", "port": "%d", "callback": "%s"}}\
        """
            .formatted(application, application, node().address().getPort(), callback);
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
        poll);
  }

  /** Between us and Buildbot, so that an answer can be lost. */
  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean isLook = exchange.getRequestURI().getPath().matches("/buildrequests/\\d+");
      if (isLook && exchange.getRequestMethod().equals("GET") && refusesLooks.get() > 0) {
        refusesLooks.decrementAndGet();
        return;
      }
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

  /** Buildbot calls. */
  private void call(HttpExchange exchange) throws IOException {
    try (exchange) {
      CiCalls.Answer answer =
          calls.take(
              exchange.getRequestHeaders().getFirst("Signalbox-Timestamp"),
              exchange.getRequestHeaders().getFirst("Signalbox-Signature"),
              exchange.getRequestBody().readAllBytes());
      answered.add(answer.status() + " " + answer.text());
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
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

  /** Without the call it would be looked at in an hour. */
  @Test
  void aRunThatCallsIsLookedAtAtOnce() throws IOException, InterruptedException {
    try (CiInstaller called =
        installer(Duration.ofHours(1), here() + "ci/shop/production", Optional.of(calls))) {
      assertThat(called.install(node(), second(), PatientAttempt.longEnough()).line())
          .matches("run \\d+ for green-1 ended well");
      assertThat(called.install(node(), broken(), PatientAttempt.longEnough()).line())
          .matches("run \\d+ for green-1 failed");
    }
    assertThat(answered).isNotEmpty().allMatch("202 the run is looked at now"::equals);
    installer.install(node(), first(), PatientAttempt.longEnough());
    assertThat(answering()).isEqualTo(first());
  }

  @Test
  void aCallThatIsLostIsMadeUpForByThePoll() throws IOException, InterruptedException {
    String nobody = "http://127.0.0.1:" + ServerProcess.freePort() + "/ci/shop/production";
    try (CiInstaller called = installer(Duration.ofMillis(100), nobody, Optional.of(calls))) {
      assertThat(called.install(node(), second(), PatientAttempt.longEnough()))
          .isInstanceOf(StepOutcome.Done.class);
    }
    assertThat(answered).isEmpty();
    assertThat(answering()).isEqualTo(second());
  }

  @Test
  void anOutageWhileARunIsUnderWayIsWaitedOut() {
    refusesLooks.set(3);
    PatientAttempt attempt = PatientAttempt.longEnough();

    assertThat(installer.install(node(), second(), attempt)).isInstanceOf(StepOutcome.Done.class);

    assertThat(attempt.lines())
        .hasSize(2)
        .last()
        .asString()
        .matches(
            "run \\d+ for green-1 cannot be asked after, and is again: GET .*: there was no"
                + " answer");
    assertThat(refusesLooks).hasValue(0);
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
