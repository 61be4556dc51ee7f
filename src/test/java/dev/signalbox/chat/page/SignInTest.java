package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.page.Wire.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Outside of the lab, where everybody signs in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String JSON = "Content-Type: application/json";

  private final ScriptedReception reception = new ScriptedReception();
  private ServedPage page;
  private Wire wire;

  @BeforeAll
  void start() {
    String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("signal");
    PageSettings settings =
        new PageSettings(
            false,
            ServedPage.PEOPLE,
            "",
            new PageUsers(Map.of("approver", hash, "deployer", hash)),
            "https://signalbox.example");
    page =
        ServedPage.start(
            0,
            new ServedPage.Around(
                settings, new RememberedArchive(), reception, TrafficView.NONE, _ -> List.of()));
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

  private Answer signIn(String name, String password) throws IOException {
    String token = Jsoup.parse(wire.get("/login").body()).expectFirst("[name=_csrf]").val();
    return wire.post(
        "/login",
        "username=" + encoded(name) + "&password=" + encoded(password) + "&_csrf=" + encoded(token),
        FORM);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer say(String line, String as) throws IOException {
    var meta = Jsoup.parse(wire.get("/").body()).expectFirst("meta[name=csrf]");
    return wire.post(
        "/page/deployments/say",
        "{\"line\":\"" + line + "\",\"as\":\"" + as + "\"}",
        JSON,
        meta.attr("data-header") + ": " + meta.attr("content"));
  }

  @Test
  void nothingIsShownBeforeTheSignIn() throws IOException {
    for (String path : List.of("/", "/channel/deployments")) {
      Answer answer = wire.get(path);
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location").orElseThrow()).endsWith("/login");
    }
    for (String path : List.of("messages", "events", "now", "thread?key=x", "complete?line=/")) {
      assertThat(wire.get("/page/deployments/" + path).status()).as(path).isEqualTo(401);
    }
    assertThat(wire.get("/assets/page.css").status()).isEqualTo(200);
    assertThat(wire.get("/actuator/env").status()).isEqualTo(302);
    assertThat(wire.get("/actuator/health").body()).contains("UP").doesNotContain("components");
  }

  @Test
  void theMetricsAreForThisMachineOrForThoseSignedIn() throws IOException {
    assertThat(wire.get("/actuator/prometheus").status()).isEqualTo(200);
    assertThat(wire.get("/actuator/prometheus", "X-Forwarded-For: 10.0.0.9").status())
        .isEqualTo(302);
    signIn("approver", "signal");
    assertThat(wire.get("/actuator/prometheus", "X-Forwarded-For: 10.0.0.9").status())
        .isEqualTo(200);
    assertThat(wire.get("/actuator/env").status()).isEqualTo(403);
  }

  @Test
  void whoSignsInSpeaksUnderTheirOwnNameOnly() throws IOException {
    assertThat(signIn("approver", "signal").header("Location").orElseThrow()).endsWith("/");
    assertThat(say("/whoami", "approver").body()).contains("You are approver.");
    Answer other = say("/whoami", "deployer");
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.body()).contains("You are now signed in as approver.");
    assertThat(reception.said).containsExactly("page:approver@deployments /whoami");
  }

  @Test
  void theSessionCookieIsOutOfReach() throws IOException {
    wire.get("/channel/deployments");
    Answer answer = signIn("approver", "signal");
    assertThat(answer.head())
        .filteredOn(line -> line.startsWith("Set-Cookie: SIGNALBOX-SESSION="))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("HttpOnly", "SameSite=Strict"));
    assertThat(answer.header("Location").orElseThrow()).contains("/channel/deployments");
  }

  @Test
  void awrongPasswordAndAnUnknownNameReadTheSame() throws IOException {
    assertThat(signIn("deployer", "wrong").header("Location").orElseThrow())
        .endsWith("/login?failed");
    assertThat(signIn("nobody", "signal").header("Location").orElseThrow())
        .endsWith("/login?failed");
    assertThat(signIn("visitor", "").header("Location").orElseThrow()).endsWith("/login?failed");
    assertThat(Jsoup.parse(wire.get("/login?failed").body()).text())
        .contains("That name and password do not go together.");
    assertThat(wire.get("/").status()).isEqualTo(302);
  }

  @Test
  void guessingHasToWait() throws IOException {
    for (int i = 0; i < LoginThrottle.FREE; i++) {
      signIn("guessed", "wrong" + i);
    }
    assertThat(signIn("guessed", "signal").header("Location").orElseThrow())
        .endsWith("/login?wait");
    assertThat(Jsoup.parse(wire.get("/login?wait").body()).text()).contains("Too many attempts");
  }

  @Test
  void aSignInFromAForeignFormIsRefused() throws IOException {
    Answer answer = wire.post("/login", "username=approver&password=signal", FORM);
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void signingOutClosesTheDoor() throws IOException {
    signIn("approver", "signal");
    String token = Jsoup.parse(wire.get("/").body()).expectFirst("form [name=_csrf]").val();
    assertThat(
            wire.post("/logout", "_csrf=" + encoded(token), FORM).header("Location").orElseThrow())
        .endsWith("/login?out");
    assertThat(wire.get("/page/deployments/messages").status()).isEqualTo(401);
  }
}
