package dev.signalbox.fleet.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Calls of a CI system: forged, replayed, late, early, and those that are heard. */
class CiCallsTest {
  private static final String SECRET = "c0ffee-c0ffee-c0ffee";
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final String BODY = "{\"marker\": \"signalbox-17\"}";
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicReference<String> secret = new AtomicReference<>(SECRET);
  private final InstantSource clock = now::get;
  private final CiCalls calls = new CiCalls(new Secret("ci", this::secret), clock);

  private String secret() {
    if (secret.get().isEmpty()) {
      throw new PortFailure.Unreachable("the secret ci cannot be read: it is gone", null);
    }
    return secret.get();
  }

  static String sign(String key, String time, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] seal = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(seal);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private CiCalls.Answer call(String time, String signature, String body) {
    return calls.take(time, signature, body.getBytes(StandardCharsets.UTF_8));
  }

  private CiCalls.Answer call(Duration off, String body) {
    String time = Long.toString(NOON.plus(off).getEpochSecond());
    return call(time, sign(SECRET, time, body), body);
  }

  @Test
  void whoeverWaitsForARunLooksAtOnceWhenItCalls() {
    try (CiCalls.Waiting waiting = calls.await("signalbox-17");
        CiCalls.Waiting other = calls.await("signalbox-18")) {
      assertThat(call(Duration.ZERO, BODY))
          .isEqualTo(new CiCalls.Answer(202, true, "the run is looked at now"));

      assertThat(waiting.pause(PatientAttempt.longEnough(), AN_HOUR)).isTrue();
      assertThat(other.pause(PatientAttempt.brief(), AN_HOUR)).as("others wait on").isFalse();
    }
  }

  @Test
  void afterACallTheNextLooksAreSoonForTheRunMayOnlyBeAboutToEnd() {
    try (CiCalls.Waiting waiting = calls.await("signalbox-17")) {
      call(Duration.ZERO, BODY);

      PatientAttempt attempt = PatientAttempt.longEnough();
      for (int i = 0; i < 4; i++) {
        assertThat(waiting.pause(attempt, AN_HOUR)).isTrue();
      }
    }
  }

  @Test
  void aRunIsKnownByItsOwnNameToo() {
    try (CiCalls.Waiting waiting = calls.await("signalbox-17")) {
      waiting.alsoAs("4711");
      assertThat(call(Duration.ZERO, "{\"run\": 4711}").text())
          .isEqualTo("the run is looked at now");
      assertThat(waiting.pause(PatientAttempt.longEnough(), AN_HOUR)).isTrue();
    }
    assertThat(call(Duration.ofSeconds(1), "{\"run\": 4711}"))
        .isEqualTo(new CiCalls.Answer(202, true, "nobody waits for this run here"));
  }

  @Test
  void aForgedCallIsRefusedAndNobodyLooks() {
    String time = Long.toString(NOON.getEpochSecond());
    String good = sign(SECRET, time, BODY);
    try (CiCalls.Waiting waiting = calls.await("signalbox-17")) {
      assertThat(call(time, sign("another secret", time, BODY), BODY).status()).isEqualTo(401);
      assertThat(call(time, good, BODY.replace("17", "18")).status()).isEqualTo(401);
      assertThat(call(time.replace('1', '2'), good, BODY).status()).isEqualTo(401);
      assertThat(call(time, good.substring(7), BODY).status()).isEqualTo(401);
      assertThat(call(time, "", BODY).status()).isEqualTo(401);
      assertThat(call("", good, BODY).status()).isEqualTo(401);
      assertThat(call("-" + time, good, BODY).status()).isEqualTo(401);
      assertThat(call("9".repeat(40), good, BODY).status()).isEqualTo(401);
      assertThat(call(time, good.replace("sha256=", "sha256=00"), BODY).status()).isEqualTo(401);

      assertThat(waiting.pause(PatientAttempt.brief(), AN_HOUR)).isFalse();
      assertThat(call(time, good, BODY).status()).as("the good one").isEqualTo(202);
    }
  }

  @Test
  void theTimeMayBeFiveMinutesOffOnBothSidesAndNoMore() {
    assertThat(call(Duration.ofMinutes(-5), BODY).status()).isEqualTo(202);
    assertThat(call(Duration.ofMinutes(5), BODY).status()).isEqualTo(202);
    assertThat(call(Duration.ofSeconds(-301), BODY))
        .isEqualTo(
            new CiCalls.Answer(
                401,
                false,
                "the call's time is 301 s ago, at most 300 are accepted: sign it anew, and look"
                    + " at the clock"));
    assertThat(call(Duration.ofSeconds(301), BODY).text()).contains("301 s ahead");
  }

  @Test
  void aCallIsTakenOnceForAsLongAsItsTimeWouldBeAccepted() {
    Duration ahead = Duration.ofMinutes(5);
    assertThat(call(ahead, BODY).status()).isEqualTo(202);
    assertThat(call(ahead, BODY))
        .isEqualTo(new CiCalls.Answer(409, false, "this call was here before"));

    now.set(NOON.plus(Duration.ofMinutes(10)));
    assertThat(call(ahead, BODY).status()).as("the last moment").isEqualTo(409);
    now.set(NOON.plus(Duration.ofMinutes(10)).plusSeconds(1));
    assertThat(call(ahead, BODY).status()).as("too old by now").isEqualTo(401);
  }

  @Test
  void whatIsNoCallIsSaidToWhoeverSignedIt() {
    for (String body : new String[] {"", "[]", "{}", "{\"marker\": {}}", "{\"run\": null}", "{"}) {
      assertThat(call(Duration.ZERO, body))
          .as(body)
          .extracting("status", "taken")
          .containsExactly(400, true);
    }
  }

  @Test
  void aSecretThatWasChangedCountsWithinSecondsAndOneThatIsGoneLetsNobodyIn() {
    assertThat(call(Duration.ZERO, BODY).status()).isEqualTo(202);
    secret.set("");
    now.set(NOON.plusSeconds(11));
    assertThat(call(Duration.ofSeconds(1), BODY))
        .isEqualTo(new CiCalls.Answer(503, false, "the secret ci cannot be read: it is gone"));
    secret.set("b00b00-b00b00-b00b00");
    now.set(NOON.plusSeconds(22));
    assertThat(call(Duration.ofSeconds(2), BODY).status()).isEqualTo(401);
    String time = Long.toString(NOON.getEpochSecond());
    assertThat(call(time, sign("b00b00-b00b00-b00b00", time, BODY), BODY).status()).isEqualTo(202);
  }

  @Test
  void aCheckSaysWhetherCallsCanBeJudged() {
    assertThat(calls.inspect()).isEqualTo(new Finding.Good("callbacks", "judged by secret ci"));
    secret.set("short-one");
    assertThat(calls.inspect())
        .isEqualTo(
            new Finding.Bad(
                "callbacks",
                "secret ci has fewer than 16 characters",
                "take a longer one, such as of openssl rand -hex 32"));
    secret.set("");
    assertThat(calls.inspect())
        .isEqualTo(
            new Finding.Bad(
                "callbacks",
                "the secret ci cannot be read: it is gone",
                "look at equipment.installer.ci.callback-secret"));
  }
}
