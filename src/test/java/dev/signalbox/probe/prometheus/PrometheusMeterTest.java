package dev.signalbox.probe.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficMeter.Condition;
import dev.signalbox.port.TrafficMeter.Share;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that takes only what Prometheus' API describes. */
class PrometheusMeterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
  private static final MeterQueries QUERIES =
      new MeterQueries(
          "requests[{window}]",
          "failed",
          "p50",
          "p95",
          "p99",
          "proxy",
          "shop-{cluster}",
          "version",
          Duration.ofSeconds(30));

  /** The answer to each query, by its text and the time that it is asked for. */
  private final Map<String, String> answers = new HashMap<>();

  private final HttpServer server;
  private final PrometheusMeter meter;
  private int status = 200;

  PrometheusMeterTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    meter = meter(List.of());
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    meter.close();
    server.stop(0);
  }

  private PrometheusMeter meter(List<ConditionQuery> conditions) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    PrometheusAccess access =
        new PrometheusAccess(
            url, Optional.of(PrometheusAccess.bearer("hunter2")), Duration.ofSeconds(5));
    return new PrometheusMeter(access, QUERIES, conditions, () -> NOW);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean good =
        exchange.getRequestURI().getPath().equals("/api/v1/query")
            && exchange.getRequestMethod().equals("POST")
            && "Bearer hunter2".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    String body = good ? said(form) : "<html>no</html>";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(good ? status : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String said(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String field : form.split("&", -1)) {
      String[] both = field.split("=", 2);
      fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    String key = fields.get("query") + "@" + fields.get("time");
    String result = answers.getOrDefault(key, answers.getOrDefault(fields.get("query"), "[]"));
    return result.startsWith("[")
        ? "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}"
        : result;
  }

  private static String series(String labels, String value) {
    return "{\"metric\":{" + labels + "},\"value\":[1763700000.1,\"" + value + "\"]}";
  }

  private static String of(String cluster, String version, String value) {
    String named = "\"proxy\":\"shop-" + cluster + "\",\"version\":\"" + version + "\"";
    return series(named, value);
  }

  @Test
  void sharesAreMadeOfFiveQueries() {
    answers.put(
        "requests[90s]",
        "["
            + of("blue", "v1", "0.2")
            + ","
            + of("green", "v2", "999.6")
            + ","
            + series("\"proxy\":\"stats\"", "7")
            + "]");
    answers.put("failed", "[" + of("green", "v2", "3") + "]");
    answers.put("p50", "[" + of("green", "v2", "0.01") + "]");
    answers.put("p95", "[" + of("green", "v2", "0.25") + "]");
    answers.put("p99", "[" + of("green", "v2", "NaN") + "]");

    assertThat(meter.since(NOW.minusSeconds(90)))
        .containsExactly(
            new Share(
                "green",
                "v2",
                1000,
                3,
                Duration.ofMillis(10),
                Duration.ofMillis(250),
                Duration.ZERO));
  }

  @Test
  void aShortTimeIsAskedAboutByTheLeastWindow() {
    answers.put("requests[30s]", "[" + of("green", "v2", "5") + "]");

    assertThat(meter.since(NOW.minusSeconds(2))).hasSize(1);
  }

  @Test
  void errorsAreNamedAndTheTokenIsNot() {
    answers.put(
        "requests[60s]",
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: unexpected"
            + " [\"}");
    status = 400;
    assertUnreachable("parse error: unexpected [");
    answers.put("requests[60s]", "<html>bad gateway</html>");
    status = 502;
    assertUnreachable("status 502");
    status = 401;
    assertUnreachable("refuses the token or password");
    status = 200;
    answers.put("requests[60s]", "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}");
    assertUnreachable("comes to a matrix");
    server.stop(0);
    assertUnreachable("nobody listens there");
  }

  private void assertUnreachable(String words) {
    assertThatThrownBy(() -> meter.since(NOW.minusSeconds(60)))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining(words)
        .message()
        .doesNotContain("hunter2");
  }

  private Condition judged(OptionalDouble max, OptionalDouble min, OptionalDouble ratio) {
    ConditionQuery query = new ConditionQuery("orders", "o({cluster})[{window}]", max, min, ratio);
    try (PrometheusMeter asked = meter(List.of(query))) {
      return asked.conditions("green", "blue", NOW.minusSeconds(60)).getFirst();
    }
  }

  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void aConditionIsHeldToItsBounds() {
    answers.put("o(shop-green)[60s]", "[" + series("", "0.5") + "]");

    assertThat(judged(OptionalDouble.of(1), NONE, NONE))
        .isEqualTo(new Condition.Holds("orders", "0.5"));
    assertThat(judged(OptionalDouble.of(0.25), NONE, NONE))
        .isEqualTo(new Condition.Broken("orders", "0.5, at most 0.25 is accepted"));
    assertThat(judged(NONE, OptionalDouble.of(2), NONE))
        .isEqualTo(new Condition.Broken("orders", "0.5, at least 2 is accepted"));
  }

  @Test
  void theNewClusterIsComparedWithTheOldOneBeforeTheSwap() {
    answers.put("o(shop-green)[60s]", "[" + series("", "0.5") + "]");
    answers.put("o(shop-blue)[60s]@1795237140.000", "[" + series("", "0.4") + "]");

    assertThat(judged(NONE, NONE, OptionalDouble.of(1.5)))
        .isEqualTo(new Condition.Holds("orders", "0.5, at most 1.5 times the 0.4 of blue"));
    assertThat(judged(NONE, NONE, OptionalDouble.of(1.1))).isInstanceOf(Condition.Broken.class);
  }

  @Test
  void withoutDataNobodyCanJudge() {
    assertThat(judged(OptionalDouble.of(1), NONE, NONE)).isInstanceOf(Condition.Unclear.class);
    answers.put("o(shop-green)[60s]", "[" + series("", "0.5") + "]");
    assertThat(judged(NONE, NONE, OptionalDouble.of(1.5)))
        .isEqualTo(new Condition.Unclear("orders", "there is no data of blue to compare with"));
    answers.put("o(shop-green)[60s]", "[" + series("", "1") + "," + series("", "2") + "]");
    assertThat(judged(OptionalDouble.of(1), NONE, NONE)).isInstanceOf(Condition.Unclear.class);
    server.stop(0);
    assertThat(judged(OptionalDouble.of(1), NONE, NONE)).isInstanceOf(Condition.Unclear.class);
  }

  @Test
  void anInspectionSaysWhetherThereAreRequests() {
    assertThat(meter.inspect(Duration.ofSeconds(5)))
        .singleElement()
        .isInstanceOf(Finding.Bad.class);
    answers.put("requests[300s]", "[" + of("green", "v2", "5") + "]");
    assertThat(meter.inspect(Duration.ofSeconds(5)))
        .singleElement()
        .isInstanceOf(Finding.Good.class);
  }
}
