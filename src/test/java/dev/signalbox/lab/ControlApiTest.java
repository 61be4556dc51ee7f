package dev.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.lab.fault.Effect;
import dev.signalbox.lab.fault.Fault;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
  private static final String SHOP = "/lanes/shop/production";

  private final HttpClient client = HttpClient.newHttpClient();
  private LabWorld lab;

  @BeforeEach
  void start(@TempDir Path directory) {
    lab = LabWorld.start(directory);
  }

  @AfterEach
  void end() {
    client.shutdownNow();
    lab.close();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(lab.server().control() + path);
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET | /nothing | `` | 404 | no operation GET /nothing",
        "PATCH | /lab | {} | 404 | no operation PATCH /lab",
        "GET | /lanes/shop/nowhere | `` | 404 | no lane shop/nowhere",
        "GET | /lanes/shop/production/clusters/red | `` | 404 | no cluster red",
        "POST | /lanes/shop/production/nodes/red-1/drain | {} | 404 | no node red-1",
        "POST | /lanes/shop/production/swap | {} | 400 | from",
        "POST | /lanes/shop/production/swap | {`` | 400 | body",
        "POST | /lanes/shop/production/swap | null | 400 | body",
        "POST | /lanes/shop/production/swap | {\"from\":\"blue\",\"to\":\"red\"} | 404 | no cluster"
            + " red",
        "POST | /lanes/shop/production/swap | {\"from\":\"green\",\"to\":\"blue\"} | 409 | blue",
        "POST | /lanes/shop/production/swap | {\"from\":\"blue\",\"to\":\"green\",\"x\":1} | 400 |"
            + " x",
        "PUT | /lanes/shop/production/nodes/blue-1/installation | {\"version\":\"a b\"} | 400 | not"
            + " a version",
        "PUT | /lanes/api/production/groups/UPPER |"
            + " {\"version\":\"v2\",\"size\":2,\"deployment\":null} | 400 | name",
        "PUT | /lanes/api/production/groups/api-v2 |"
            + " {\"version\":\"v2\",\"size\":99,\"deployment\":null} | 400 | 1 to 20",
        "PUT | /lanes/api/production/groups/api-v1 |"
            + " {\"version\":\"v2\",\"size\":2,\"deployment\":null} | 422 | made for v1",
        "DELETE | /lanes/shop/production/groups/green | {} | 422 | stays",
        "PUT | /lanes/shop/production/trickle | {\"perSecond\":-1} | 400 | 0 to 10000",
        "GET | /lanes/shop/production/traffic?since=yesterday | `` | 400 | yesterday",
        "GET | /lanes/shop/production/nodes/blue-1/drained?wait=long | `` | 400 | milliseconds",
        "POST | /faults |"
            + " {\"operation\":\"swap\",\"lane\":null,\"subject\":null,\"effect\":\"EXPLODE\",\"times\":1,\"millis\":0}"
            + " | 400 | EXPLODE"
      })
  void whatIsWrongIsSaid(String method, String path, String body, int status, String said)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(said);
  }

  @Test
  void aPageInSomebodysBrowserCanChangeNothing() throws IOException, InterruptedException {
    URI swap = URI.create(lab.server().control() + SHOP + "/swap");
    HttpRequest asAFormWould =
        HttpRequest.newBuilder(swap)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"from\":\"blue\",\"to\":\"green\"}"))
            .build();

    assertThat(client.send(asAFormWould, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    assertThat(underTheName("evil.example")).startsWith("HTTP/1.1 403");
    assertThat(underTheName("localhost")).startsWith("HTTP/1.1 200");
    assertThat(lab.trafficSwitch().read().cluster()).isEqualTo("blue");
  }

  private String underTheName(String host) throws IOException {
    URI control = lab.server().control();
    try (Socket socket = new Socket(control.getHost(), control.getPort())) {
      String request = "GET /lab HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFaultStrikesAsOftenAsItSays() {
    lab.put(
        new Fault("swap", Optional.of("shop/production"), Optional.empty(), Effect.REFUSE, 2, 0));

    assertThat(lab.trafficSwitch().swap("blue", "green").toString()).contains("refused");
    assertThat(lab.trafficSwitch().swap("blue", "green").toString()).contains("refused");
    assertThat(lab.trafficSwitch().swap("blue", "green").toString()).contains("Accepted");
  }

  @Test
  void aRequestThatIsLostHasNotHappenedAndOneWhoseAnswerIsLostHas() {
    lab.fault("swap", Effect.LOSE_REQUEST);
    assertThatThrownBy(() -> lab.trafficSwitch().swap("blue", "green"))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(lab.trafficSwitch().read().cluster()).isEqualTo("blue");

    lab.fault("swap", Effect.LOSE_ANSWER);
    assertThatThrownBy(() -> lab.trafficSwitch().swap("blue", "green"))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(lab.trafficSwitch().read().cluster()).isEqualTo("green");
  }

  @Test
  void anAnswerThatTakesTooLongIsLostTooAndComesTrueLater() throws Exception {
    try (LabClient impatient = new LabClient(lab.server().control(), Duration.ofMillis(100))) {
      lab.put(new Fault("swap", Optional.empty(), Optional.empty(), Effect.SLOW, 1, 60_000));

      assertThatThrownBy(() -> new LabTrafficSwitch(impatient, LabWorld.SHOP).swap("blue", "green"))
          .isInstanceOf(PortFailure.OutcomeUnknown.class);
      assertThat(lab.trafficSwitch().read().cluster()).isEqualTo("blue");
      send("DELETE", "/faults", "");
      Seen.until(() -> lab.trafficSwitch().read().cluster().equals("green"));
    }
  }

  @Test
  void whatTheLabCannotReadItDoesNotKnow() {
    lab.put(new Fault("look", Optional.empty(), Optional.empty(), Effect.REFUSE, 1, 0));

    assertThatThrownBy(() -> lab.trafficSwitch().read())
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("Is the lab running?");
  }

  @Test
  void theVersionsThatMisbehaveAreListed() throws IOException, InterruptedException {
    assertThat(send("GET", "/versions", "").body()).contains("-nostart").contains("-flaky");
  }
}
