package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process without input that serves, and others that find its place taken. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServingProcessTest {
  private static final Duration WITHIN = Duration.ofMinutes(4);

  private static int port;
  private static ChildJvm serving;
  private static ChildJvm samePort;
  private static ChildJvm sameDatabase;

  @BeforeAll
  static void startAll(@TempDir Path directory) {
    port = ServerProcess.freePort();
    serving = BotProcess.start(directory.resolve("serving"), "--server.port=" + port);
    serving.endInput();
    serving.await("the banner", WITHIN, it -> it.startsWith("Channel page: "));
    samePort = BotProcess.start(directory.resolve("same-port"), "--server.port=" + port);
    Path database = directory.resolve("serving").resolve("var").resolve("signalbox");
    sameDatabase =
        BotProcess.start(
            directory.resolve("same-database"), "--signalbox.database.file=" + database);
  }

  @AfterAll
  static void endAll() {
    serving.close();
    samePort.close();
    sameDatabase.close();
  }

  @Test
  void withoutInputItServesOn() throws IOException, InterruptedException {
    URI page = URI.create("http://localhost:" + port + "/");
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("Signalbox");
    }
    assertThat(serving.exit(Duration.ZERO)).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    OptionalInt exit = samePort.exit(WITHIN);
    assertThat(exit).as(samePort::output).hasValue(1);
    assertThat(samePort.output()).contains("Port " + port + " is taken").doesNotContain("\tat ");
  }

  @Test
  void aDatabaseThatIsInUseIsSaid() {
    OptionalInt exit = sameDatabase.exit(WITHIN);
    assertThat(exit).as(sameDatabase::output).hasValue(1);
    assertThat(sameDatabase.output())
        .contains("is in use by another process")
        .doesNotContain("\tat ");
  }
}
