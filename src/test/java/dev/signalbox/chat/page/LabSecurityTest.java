package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.page.Wire.Answer;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The lab, where nobody signs in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabSecurityTest {

  private static final String JSON = "Content-Type: application/json";

  private final ScriptedReception reception = new ScriptedReception();
  private ServedPage page;
  private Wire wire;

  @BeforeAll
  void start() {
    page = ServedPage.start(0, ServedPage.Around.lab(new RememberedArchive(), reception));
  }

  @AfterAll
  void stop() {
    page.close();
  }

  @BeforeEach
  void fresh() {
    wire = new Wire(page.port());
    reception.said.clear();
  }

  /** Reads the page, as a browser does before it writes. */
  private String csrf() throws IOException {
    Document shell = Jsoup.parse(wire.get("/").body());
    var meta = shell.expectFirst("meta[name=csrf]");
    return meta.attr("data-header") + ": " + meta.attr("content");
  }

  private Answer say(String line, String as, String... headers) throws IOException {
    return wire.post(
        "/page/deployments/say", "{\"line\":\"" + line + "\",\"as\":\"" + as + "\"}", headers);
  }

  @Test
  void anybodyHereMayReadAndActAsAnybody() throws IOException {
    String csrf = csrf();
    Answer answer = say("/whoami", "second-approver", JSON, csrf);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("You are second-approver.");
    assertThat(wire.get("/page/deployments/messages").status()).isEqualTo(200);
  }

  @Test
  void whoIsNotConfiguredCannotBeActedAs() throws IOException {
    String csrf = csrf();
    Answer answer = say("/whoami", "boss", JSON, csrf);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("Choose at the top of the page");
    assertThat(reception.said).isEmpty();
  }

  @Test
  void aNameThatIsNotLoopbackIsRefusedAsWithDnsRebinding() throws IOException {
    for (String host :
        new String[] {
          "evil.example", "localhost.evil.example", "192.168.1.7:8080", "127.evil.io"
        }) {
      assertThat(wire.get("/", "Host: " + host).status()).as(host).isEqualTo(403);
      assertThat(wire.get("/page/deployments/messages", "Host: " + host).status()).isEqualTo(403);
    }
    for (String host : new String[] {"localhost:1234", "127.0.0.1", "[::1]:8080", "LOCALHOST"}) {
      assertThat(wire.get("/", "Host: " + host).status()).as(host).isEqualTo(200);
    }
  }

  @Test
  void aForeignPageCannotWriteOrRead() throws IOException {
    String csrf = csrf();
    for (String origin :
        new String[] {"http://evil.example", "null", "http://localhost:9", "no origin at all"}) {
      Answer answer = say("/whoami", "approver", JSON, csrf, "Origin: " + origin);
      assertThat(answer.status()).as(origin).isEqualTo(403);
    }
    assertThat(say("/whoami", "approver", JSON, csrf, "Sec-Fetch-Site: cross-site").status())
        .isEqualTo(403);
    assertThat(reception.said).isEmpty();
    assertThat(
            say("/whoami", "approver", JSON, csrf, "Origin: http://localhost:" + page.port())
                .status())
        .isEqualTo(200);
  }

  @Test
  void aWriteWithoutTheTokenIsRefused() throws IOException {
    wire.get("/");
    Answer answer = say("/whoami", "approver", JSON);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("Reload it and try again.");
    assertThat(reception.said).isEmpty();
  }

  @Test
  void whatIsUnreadableIsSaidAndNotAStackTrace() throws IOException {
    String csrf = csrf();
    for (String body : new String[] {"", "{", "[]", "{\"line\":null}", "{\"as\":\"approver\"}"}) {
      Answer answer = wire.post("/page/deployments/say", body, JSON, csrf);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("Reload it").doesNotContain("Exception");
    }
    assertThat(wire.post("/page/elsewhere/say", "{\"line\":\"x\",\"as\":\"visitor\"}", JSON, csrf))
        .extracting(Answer::status)
        .isEqualTo(404);
    assertThat(wire.get("/page/deployments/messages?before=x").status()).isEqualTo(400);
  }

  @Test
  void aFailureIsAnsweredWithASentence() throws IOException {
    String csrf = csrf();
    Answer answer = say("/fail", "visitor", JSON, csrf);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("the log says why").doesNotContain("scripted");
  }

  @Test
  void aBodyThatIsMuchTooLongIsNotRead() throws IOException {
    String csrf = csrf();
    Answer answer = wire.announce("/page/deployments/say", 1_100_000, JSON, csrf);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(say("x".repeat(100_000), "visitor", JSON, csrf).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotNamedIsClosed() throws IOException {
    for (String path :
        new String[] {"/nothing", "/actuator", "/actuator/env", "/actuator/heapdump"}) {
      assertThat(wire.get(path).status()).as(path).isEqualTo(403);
    }
    assertThat(wire.get("/actuator/health").body()).contains("UP").doesNotContain("components");
    assertThat(wire.get("/channel/elsewhere").status()).isEqualTo(404);
  }

  @Test
  void thePageCarriesItsHeadersAndNoInlineScript() throws IOException {
    Answer answer = wire.get("/");
    assertThat(answer.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("X-Frame-Options")).contains("DENY");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .startsWith("SIGNALBOX-CSRF=")
        .contains("HttpOnly", "SameSite=Strict");
    Document shell = Jsoup.parse(answer.body());
    assertThat(shell.select("script:not([src]), style, [style], [onclick]")).isEmpty();
    assertThat(shell.text()).contains("Lab");
  }
}
