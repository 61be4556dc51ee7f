package dev.signalbox.fleet.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.process.WholeBot;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** The whole bot with a lane that takes calls, and one that does not. */
@Timeout(120)
@Needs(program = "python3", debianPackage = "python3")
class CiDoorTest {
  private static final String SECRET = "c0ffee-c0ffee-c0ffee";
  private static final String CI =
      "--signalbox.applications.shop.stages.production.equipment.installer.ci.";
  private static final String BODY = "{\"marker\": \"signalbox-17\"}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static WholeBot bot;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET);
    bot =
        WholeBot.start(
            WholeBot.arguments(
                directory,
                List.of(
                    "--signalbox.secrets.ci-callback.file=" + secret,
                    CI + "trigger.url=http://127.0.0.1:9/runs",
                    CI + "trigger.run=/id",
                    CI + "status.url=http://127.0.0.1:9/runs/{run}",
                    CI + "status.state=/state",
                    CI + "status.ended=ended",
                    CI + "status.success=ended",
                    CI + "cancel.url=http://127.0.0.1:9/runs/{run}/cancel",
                    CI + "callback-secret=ci-callback",
                    CI + "installed=true")));
  }

  @AfterAll
  static void close() {
    bot.close();
    HTTP.shutdownNow();
  }

  private static URI at(String path) {
    String port = bot.bean(Environment.class).getProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> post(String path, long time, String secret, String body) {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Signalbox-Timestamp", Long.toString(time))
            .header("Signalbox-Signature", CiCallsTest.sign(secret, Long.toString(time), body))
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void onlyWhatIsSignedComesInAndOnlyOnce() {
    String path = "/ci/shop/production";
    long now = Instant.now().getEpochSecond();

    assertThat(post(path, now, "another secret", BODY).statusCode()).isEqualTo(401);
    assertThat(post(path, now - 400, SECRET, BODY).statusCode()).isEqualTo(401);
    assertThat(post(path, now + 400, SECRET, BODY).statusCode()).isEqualTo(401);
    assertThat(post(path, now, SECRET, "x".repeat(16_385)).statusCode()).isEqualTo(413);
    HttpResponse<String> taken = post(path, now, SECRET, BODY);
    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(taken.body()).isEqualToIgnoringNewLines("nobody waits for this run here");
    assertThat(taken.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(post(path, now, SECRET, BODY).statusCode()).as("once more").isEqualTo(409);
    assertThat(post(path, now, SECRET, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void withoutASignatureNothingIsSaid() {
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(at("/ci/shop/production")).POST(BodyPublishers.ofString(BODY));

    assertThat(send(bare).statusCode()).isEqualTo(401);
    assertThat(send(HttpRequest.newBuilder(at("/ci/shop/production"))).statusCode()).isEqualTo(403);
  }

  @Test
  void aLaneThatTakesNoCallsIsNotThere() {
    long now = Instant.now().getEpochSecond();

    assertThat(post("/ci/api/production", now, SECRET, BODY).statusCode()).isEqualTo(404);
    assertThat(post("/ci/shop/production/", now, SECRET, BODY).statusCode()).isEqualTo(404);
    assertThat(post("/ci/..;/page/lines", now, SECRET, BODY).statusCode())
        .isGreaterThanOrEqualTo(400);
  }

  @Test
  void theExampleOfTheDocumentationIsTaken() throws IOException, InterruptedException {
    Path script =
        Path.of(System.getProperty("basedir", "."), "config/examples/ci/tell_signalbox.py");

    assertThat(tell(script, SECRET)).isEqualTo("nobody waits for this run here");
    assertThat(tell(script, "another secret"))
        .isEqualTo(
            "Signalbox was not told: HTTP Error 401: Unauthorized the signature is not right");
  }

  private static String tell(Path script, String secret) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "python3",
            script.toAbsolutePath().toString(),
            at("/ci/shop/production").toString(),
            "signalbox-17-of-the-example");
    builder.environment().put("SIGNALBOX_SECRET", secret);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("it never fails a run").isZero();
    return said.strip();
  }
}
