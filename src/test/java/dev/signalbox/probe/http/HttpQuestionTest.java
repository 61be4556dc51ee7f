package dev.signalbox.probe.http;

import static dev.signalbox.probe.http.Checks.ask;
import static dev.signalbox.probe.http.Checks.asked;
import static dev.signalbox.probe.http.Checks.bodyMatches;
import static dev.signalbox.probe.http.Checks.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.probe.Exchange;
import dev.signalbox.probe.Loopback;
import dev.signalbox.probe.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check can send, to whom, and what it can expect beyond the plain. */
class HttpQuestionTest {

  static {
    Exchange.allowOtherHosts();
  }

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private Loopback node(int status) {
    return Loopback.http(exchange -> answer(exchange, status));
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Host")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Token")
            + " "
            + new String(body, StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static SmokeCheck.Request request(SmokeCheck.Connection connection) {
    return new SmokeCheck.Request("GET", "/", Map.of(), Optional.empty(), connection);
  }

  @Test
  void aMethodHeadersAndABodyAreSentWithWhatStandsForSomethingFilledIn() {
    SmokeCheck.Request request =
        new SmokeCheck.Request(
            "POST",
            "/orders",
            Map.of("X-Token", "secret"),
            Optional.of("{\"for\": \"{version} on {target}\"}"),
            SmokeCheck.Connection.PLAIN);
    try (Loopback node = node(200)) {
      String told = told(ask(node.uri(), asked(request)));

      assertThat(told).startsWith("passed: ").doesNotContain("secret");
      assertThat(asked)
          .containsExactly(
              "POST /orders 127.0.0.1:"
                  + node.uri().getPort()
                  + " secret {\"for\": \"v2 on green-1\"}");
    }
  }

  @Test
  void anotherHostCanBeAskedForThanTheAddressNames() {
    SmokeCheck.Connection shop =
        new SmokeCheck.Connection(Optional.of("shop.example"), Optional.empty(), false);
    try (Loopback node = node(200)) {
      URI byName = URI.create("http://localhost:" + node.uri().getPort());
      assertThat(ask(byName, asked(request(shop))).passed()).isTrue();
      assertThat(asked).containsExactly("GET / shop.example null ");
    }
  }

  @Test
  void redirectsAreFollowedWhereThatIsSaid() {
    SmokeCheck.Connection follows =
        new SmokeCheck.Connection(Optional.empty(), Optional.empty(), true);
    try (Loopback end = node(200);
        Loopback node =
            Loopback.http(
                exchange -> {
                  exchange.getResponseHeaders().add("Location", end.uri() + "/home");
                  exchange.sendResponseHeaders(302, -1);
                  exchange.close();
                })) {
      assertThat(ask(node.uri(), asked(request(follows))).passed()).isTrue();
      assertThat(told(ask(node.uri(), asked(request(SmokeCheck.Connection.PLAIN)))))
          .isEqualTo("failed: expected status 200, seen 302 to " + end.uri() + "/home");
    }
  }

  @Test
  void aCertificateOfOnesOwnAuthorityIsTrustedWhereThatIsSaid(@TempDir Path keys) throws Exception {
    try (Loopback node =
        Loopback.https(SelfSigned.context(keys), exchange -> answer(exchange, 200))) {
      Optional<Path> authority = Optional.of(SelfSigned.certificate(keys));
      assertThat(told(ask(node.uri(), asked(request(SmokeCheck.Connection.PLAIN)))))
          .startsWith("failed: expected an answer within 500 ms, seen TLS failed: ");
      assertThat(
              ask(
                      node.uri(),
                      asked(request(new SmokeCheck.Connection(Optional.empty(), authority, false))))
                  .passed())
          .isTrue();
      SmokeCheck.Connection shop =
          new SmokeCheck.Connection(Optional.of("shop.example"), authority, false);
      assertThat(ask(node.uri(), asked(request(shop))).passed()).isTrue();
      SmokeCheck.Connection other =
          new SmokeCheck.Connection(Optional.of("bank.example"), authority, false);
      assertThat(told(ask(node.uri(), asked(request(other)))))
          .isEqualTo(
              "failed: expected an answer within 500 ms, seen TLS failed: the certificate is not"
                  + " for bank.example");
    }
  }

  @Test
  void aFileOfAuthoritiesThatIsNoneFails(@TempDir Path directory) {
    SmokeCheck.Connection wrong =
        new SmokeCheck.Connection(
            Optional.empty(), Optional.of(directory.resolve("none.pem")), false);
    try (Loopback node = node(200)) {
      assertThat(told(ask(node.uri(), asked(request(wrong)))))
          .startsWith("failed: expected an answer within 500 ms, seen TLS failed: ");
    }
  }

  @Test
  void aRegularExpressionIsLookedForInTheBody() {
    try (Loopback node = Loopback.answering(200, "build v2 of 2026-11-21")) {
      assertThat(ask(node.uri(), bodyMatches("build {version} of \\d{4}-")).passed()).isTrue();
      assertThat(told(ask(node.uri(), bodyMatches("build {version}$"))))
          .isEqualTo(
              "failed: expected a body that matches 'build v2$', seen 'build v2 of 2026-11-21'");
    }
  }

  @Test
  void anExpressionWhoseSearchDoesNotEndFails() {
    try (Loopback node = Loopback.answering(200, "a".repeat(60) + "!")) {
      assertThat(told(ask(node.uri(), bodyMatches("(.*)(.*)(.*)(.*)(.*)(.*)(.*)x"))))
          .endsWith("seen a search that does not end: simplify the expression");
    }
  }

  @Test
  void jsonAndHeadersCanMatchToo() {
    SmokeCheck.Http check =
        Checks.answer(
            "build",
            Map.of("Server", new TextRule.Matches("^shop/\\d")),
            List.of(),
            Map.of("/build", new TextRule.Matches("^\\d+$")));
    try (Loopback node =
        Loopback.saying("HTTP/1.1 200 OK\r\nServer: shop/2\r\n\r\n{\"build\": \"17\"}")) {
      assertThat(ask(node.uri(), check).passed()).isTrue();
    }
    try (Loopback node =
        Loopback.saying("HTTP/1.1 200 OK\r\nServer: bank\r\n\r\n{\"build\": \"x\"}")) {
      assertThat(told(ask(node.uri(), check)))
          .isEqualTo(
              "failed: expected header Server that matches '^shop/\\d'; a text that matches"
                  + " '^\\d+$' at JSON /build, seen 'bank'; 'x'");
    }
  }

  @Test
  void anyOfSeveralStatusesIsGoodEnough() {
    SmokeCheck.Http check =
        new SmokeCheck.Http(
            Checks.common("gone", Checks.WITHIN),
            Checks.get("/"),
            new SmokeCheck.Answer(Set.of(404, 410), Map.of(), List.of(), Map.of()));
    try (Loopback gone = node(410);
        Loopback there = node(200)) {
      assertThat(ask(gone.uri(), check).passed()).isTrue();
      assertThat(told(ask(there.uri(), check)))
          .isEqualTo("failed: expected status 404 or 410, seen 200");
    }
  }
}
