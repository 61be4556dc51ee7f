package dev.signalbox.probe.http;

import static dev.signalbox.probe.http.Checks.V2;
import static dev.signalbox.probe.http.Checks.ask;
import static dev.signalbox.probe.http.Checks.body;
import static dev.signalbox.probe.http.Checks.header;
import static dev.signalbox.probe.http.Checks.json;
import static dev.signalbox.probe.http.Checks.ok;
import static dev.signalbox.probe.http.Checks.path;
import static dev.signalbox.probe.http.Checks.told;
import static dev.signalbox.probe.http.Checks.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.probe.Asks;
import dev.signalbox.probe.Loopback;
import dev.signalbox.probe.SmokeRound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpSmokeProbeTest {

  @Test
  void tellsEverythingThatWasAsExpected() {
    AtomicLong nanos = new AtomicLong();
    SmokeCheck.Http everything =
        new SmokeCheck.Http(
            Checks.common("all", Duration.ofMillis(500)),
            Checks.get("/info"),
            new SmokeCheck.Answer(
                Set.of(200),
                Map.of("X-Version", new TextRule.Is("{version}")),
                List.of(new TextRule.Contains("shop {version}")),
                Map.of("/name", new TextRule.Is("shop {version}"))));
    try (Loopback node =
        Loopback.http(
            exchange -> {
              nanos.addAndGet(12_000_000);
              exchange.getResponseHeaders().add("X-Version", "v2");
              byte[] bytes = "{\"name\": \"shop v2\"}".getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, bytes.length);
              exchange.getResponseBody().write(bytes);
              exchange.close();
            })) {
      CheckResult result = ask(node.uri(), everything, nanos);
      assertThat(told(result))
          .isEqualTo(
              "passed: expected status 200; header X-Version: v2; a body with 'shop v2'; 'shop v2'"
                  + " at JSON /name; an answer within 500 ms, seen 200; 'v2'; found; 'shop v2'; 12"
                  + " ms");
      assertThat(result.target()).isEqualTo("green-1");
      assertThat(result.check()).isEqualTo("all");
      assertThat(result.took()).isEqualTo(Duration.ofMillis(12));
    }
  }

  @Test
  void aWrongStatusStandsAlone() {
    try (Loopback node = Loopback.answering(500, "java.lang.NullPointerException")) {
      assertThat(told(ask(node.uri(), body("welcome"))))
          .isEqualTo("failed: expected status 200, seen 500");
    }
  }

  @Test
  void aRedirectIsToldButNotFollowed() {
    AtomicInteger requests = new AtomicInteger();
    try (Loopback node =
        Loopback.http(
            exchange -> {
              requests.incrementAndGet();
              exchange.getResponseHeaders().add("Location", "/login?token=secret");
              exchange.sendResponseHeaders(302, -1);
              exchange.close();
            })) {
      assertThat(told(ask(node.uri(), ok())))
          .isEqualTo("failed: expected status 200, seen 302 to /login");
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void headersAreHeldAgainstTheVersion() {
    try (Loopback node = Loopback.saying("HTTP/1.1 200 OK\r\nX-Version: v1\r\n\r\n")) {
      assertThat(told(ask(node.uri(), header("X-Version", "{version}"))))
          .isEqualTo("failed: expected header X-Version: v2, seen 'v1'");
      assertThat(told(ask(node.uri(), header("X-Build", "7"))))
          .isEqualTo("failed: expected header X-Build: 7, seen no such header");
    }
  }

  @Test
  void oneOfSeveralHeadersOfANameIsEnough() {
    try (Loopback node =
        Loopback.saying("HTTP/1.1 200 OK\r\nVia: lb\r\nVia: v2\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(ask(node.uri(), header("via", "{version}")).passed()).isTrue();
      assertThat(ask(node.uri(), header("via", "v1")).seen()).isEqualTo("'lb, v2'");
    }
  }

  @Test
  void theBodyIsReadInItsOwnCharacterSet() {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=";
    byte[] latin = "grün".getBytes(StandardCharsets.ISO_8859_1);
    try (Loopback node =
        Loopback.raw(
            socket -> {
              Loopback.readRequest(socket);
              byte[] ascii = (head + "ISO-8859-1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
              socket.getOutputStream().write(ascii);
              socket.getOutputStream().write(latin);
            })) {
      assertThat(ask(node.uri(), body("grün")).passed()).isTrue();
    }
    try (Loopback node = Loopback.saying(head + "no-such-set\r\n\r\ngrün")) {
      assertThat(ask(node.uri(), body("grün")).passed()).isTrue();
    }
  }

  @Test
  void theBodyThatWasSeenInsteadIsShown() {
    try (Loopback node = Loopback.answering(200, "<h1>Under\n construction</h1>")) {
      assertThat(told(ask(node.uri(), body("shop {version}"))))
          .isEqualTo("failed: expected a body with 'shop v2', seen '<h1>Under construction</h1>'");
    }
    try (Loopback node = Loopback.answering(200, "")) {
      assertThat(ask(node.uri(), body("x")).seen()).isEqualTo("an empty body");
    }
  }

  @Test
  void jsonPointersLeadToText() {
    try (Loopback node =
        Loopback.answering(200, "{\"a/b\": [{\"on\": true, \"n\": 7}], \"none\": null}")) {
      assertThat(ask(node.uri(), json("/a~1b/0/on", "true")).passed()).isTrue();
      assertThat(ask(node.uri(), json("/a~1b/0/n", "7")).passed()).isTrue();
      assertThat(told(ask(node.uri(), json("/a~1b/0/n", "{version}"))))
          .isEqualTo("failed: expected 'v2' at JSON /a~1b/0/n, seen '7'");
      assertThat(told(ask(node.uri(), json("/a~1b", "UP"))))
          .isEqualTo("failed: expected 'UP' at JSON /a~1b, seen '[{\"on\":true,\"n\":7}]'");
      assertThat(told(ask(node.uri(), json("/status", "UP"))))
          .isEqualTo("failed: expected 'UP' at JSON /status, seen nothing there");
      assertThat(ask(node.uri(), json("status", "UP")).seen())
          .isEqualTo("that is no JSON pointer: begin it with '/'");
    }
  }

  @Test
  void aBodyThatIsNoJsonFails() {
    for (String body : List.of("<html>", "{\"status\": ", "{} {}", "[".repeat(5_000))) {
      try (Loopback node = Loopback.answering(200, body)) {
        CheckResult result = ask(node.uri(), json("/status", "UP"));
        assertThat(told(result)).startsWith("failed: expected a body in JSON, seen none: ");
        assertThat(result.seen().length()).isBetween(12, 100);
      }
    }
  }

  @Test
  void anAnswerThatIsLateFailsWithItsTime() {
    AtomicLong nanos = new AtomicLong();
    try (Loopback node =
        Loopback.http(
            exchange -> {
              nanos.addAndGet(51_000_000);
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            })) {
      assertThat(told(ask(node.uri(), within(Duration.ofMillis(50)), nanos)))
          .isEqualTo("failed: expected an answer within 50 ms, seen 51 ms");
      assertThat(ask(node.uri(), within(Duration.ofMillis(51)), nanos).passed()).isTrue();
    }
  }

  @Test
  void everythingElseThatIsWrongIsToldTogether() {
    SmokeCheck.Http check =
        Checks.answer(
            "two",
            Map.of("X-B", new TextRule.Is("2"), "X-A", new TextRule.Is("1")),
            List.of(new TextRule.Contains("hello")),
            Map.of());
    try (Loopback node = Loopback.answering(200, "hello")) {
      assertThat(told(ask(node.uri(), check)))
          .isEqualTo(
              "failed: expected header X-A: 1; header X-B: 2, seen no such header; no such header");
    }
  }

  @Test
  void resultsComeInTheOrderOfTheChecksWhateverFails() {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (Loopback node =
        Loopback.http(
            exchange -> {
              String path = exchange.getRequestURI().toString();
              asked.add(path);
              exchange.sendResponseHeaders(path.equals("/b") ? 500 : 200, -1);
              exchange.close();
            })) {
      List<CheckResult> results =
          round().check("green", node.uri(), V2, List.of(path("/a"), path("/b"), path("/c")));
      assertThat(results).extracting(CheckResult::passed).containsExactly(true, false, true);
      assertThat(asked).containsExactly("/a", "/b", "/c");
    }
  }

  @Test
  void thePathIsAppendedToTheAddressAndNamesTheVersion() {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (Loopback node =
        Loopback.http(
            exchange -> {
              asked.add(exchange.getRequestURI().toString());
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            })) {
      ask(URI.create(node.uri() + "/shop/"), path("/health?for={version}"));
      ask(URI.create(node.uri() + "/shop"), path("/health"));
      assertThat(asked).containsExactly("/shop/health?for=v2", "/shop/health");
    }
  }

  @Test
  void eachCheckConnectsAnew() {
    AtomicInteger connections = new AtomicInteger();
    try (Loopback node =
        Loopback.raw(
            socket -> {
              connections.incrementAndGet();
              while (!socket.isClosed()) {
                Loopback.readRequest(socket);
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
              }
            })) {
      assertThat(round().check("green-1", node.uri(), V2, List.of(ok(), ok())))
          .allMatch(CheckResult::passed);
      assertThat(connections).hasValue(2);
    }
  }

  private static SmokeRound round() {
    Asks<SmokeCheck> none =
        (_, check) -> {
          throw new AssertionError(check);
        };
    return new SmokeRound(new HttpSmokeProbe(() -> 0), none::ask, none::ask, none::ask);
  }
}
