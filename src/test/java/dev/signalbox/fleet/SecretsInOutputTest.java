package dev.signalbox.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What careless programs print is told and kept without what they were given. */
class SecretsInOutputTest {
  private static final String TOKEN = "correct-horse-battery";

  private final Secret secret = new Secret("registry", () -> TOKEN);
  private final Secrets secrets = new Secrets(List.of(secret));

  private String kept(String printed) {
    return Transcript.of(printed, secrets).text();
  }

  @Test
  void aSecretIsHiddenHoweverItIsWritten() {
    secret.reveal();

    assertThat(kept("token " + TOKEN + " is wrong")).isEqualTo("token [secret registry] is wrong");
    String encoded =
        Base64.getEncoder().encodeToString(TOKEN.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(kept("Authorization: Basic " + encoded)).doesNotContain(encoded);
    assertThat(kept("{\"t\":\"" + TOKEN + "\"}")).isEqualTo("{\"t\":\"[secret registry]\"}");
  }

  @Test
  void aSecretThatIsShownInColoursIsHiddenToo() {
    secret.reveal();
    String coloured = "correct-\u001b[1mhorse\u001b[0m-battery";

    assertThat(kept("with " + coloured)).isEqualTo("with [secret registry]");
    assertThat(told("with " + coloured)).containsExactly("green-1: with [secret registry]");
  }

  @Test
  void aSecretThatIsCutWhereTheMiddleIsLeftOutIsHidden() {
    secret.reveal();

    assertThat(kept("x".repeat(20_000) + TOKEN + "y".repeat(12 * 1024 - 5)))
        .doesNotContain("battery")
        .doesNotContain("horse");
  }

  @Test
  void colourAloneIsNoLine() {
    assertThat(told("\u001b[0m")).isEmpty();
  }

  private List<String> told(String line) {
    PatientAttempt attempt = PatientAttempt.longEnough();
    new Telling(attempt, "green-1", secrets, new AtomicLong()::get).accept(line);
    return attempt.lines();
  }
}
