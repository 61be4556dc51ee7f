package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Signatures as Slack's own library makes them. */
class SlackSealTest {
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String BODY = "command=%2Fdeploy&text=v2";

  private final Steps clock = new Steps();
  private final SlackSeal seal = new SlackSeal(SECRET, clock);

  @Test
  void whatSlackSignedComesInOnce() {
    assertThat(judge(Duration.ZERO, SECRET, BODY)).isEqualTo(SlackSeal.Verdict.GENUINE);
    assertThat(judge(Duration.ZERO, SECRET, BODY)).isEqualTo(SlackSeal.Verdict.REPLAYED);
    assertThat(judge(Duration.ofSeconds(1), SECRET, BODY)).isEqualTo(SlackSeal.Verdict.GENUINE);
  }

  @Test
  void aReplayIsKnownAsLongAsItsTimeWouldLetItIn() {
    Duration ahead = Duration.ofMinutes(5);
    String time = time(ahead);
    String signature = new SlackSignature.Generator(SECRET).generate(time, BODY);
    assertThat(seal.judge(time, signature, bytes(BODY))).isEqualTo(SlackSeal.Verdict.GENUINE);
    clock.pass(Duration.ofMinutes(10));

    assertThat(seal.judge(time, signature, bytes(BODY))).isEqualTo(SlackSeal.Verdict.REPLAYED);
  }

  @Test
  void anotherSecretBodyOrTimeIsForged() {
    String time = time(Duration.ZERO);
    String signature = new SlackSignature.Generator(SECRET).generate(time, BODY);

    assertThat(judge(Duration.ZERO, "another", BODY)).isEqualTo(SlackSeal.Verdict.FORGED);
    assertThat(seal.judge(time, signature, bytes(BODY + "x"))).isEqualTo(SlackSeal.Verdict.FORGED);
    assertThat(seal.judge(time + "0", signature, bytes(BODY))).isEqualTo(SlackSeal.Verdict.FORGED);
    assertThat(seal.judge("", "", bytes(BODY))).isEqualTo(SlackSeal.Verdict.FORGED);
  }

  @Test
  void theWindowIsFiveMinutesOnBothSides() {
    assertThat(judge(Duration.ofMinutes(-5), SECRET, BODY)).isEqualTo(SlackSeal.Verdict.GENUINE);
    assertThat(judge(Duration.ofMinutes(5), SECRET, BODY)).isEqualTo(SlackSeal.Verdict.GENUINE);
    assertThat(judge(Duration.ofSeconds(-301), SECRET, BODY))
        .isEqualTo(SlackSeal.Verdict.OUT_OF_TIME);
    assertThat(judge(Duration.ofSeconds(301), SECRET, BODY))
        .isEqualTo(SlackSeal.Verdict.OUT_OF_TIME);
  }

  private SlackSeal.Verdict judge(Duration off, String secret, String body) {
    String time = time(off);
    String signature = new SlackSignature.Generator(secret).generate(time, body);
    return seal.judge(time, signature, bytes(body));
  }

  private String time(Duration off) {
    return Long.toString(clock.instant().plus(off).getEpochSecond());
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
