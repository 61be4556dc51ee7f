package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.PortFailure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsigKeyTest {
  private static final String SECRET = "c2lnbmFsYm94IHRlc3RzIGl0cyBrZXlz";
  private static final KeySource.Defaults NAMED =
      new KeySource.Defaults("from-configuration", "hmac-sha512");
  private static final KeySource.Defaults UNNAMED = new KeySource.Defaults("", "hmac-sha256");

  private static TsigKey read(String text, KeySource.Defaults defaults) {
    Map<String, String> environment = Map.of("KEY", text);
    return TsigKey.read(new KeySource.InEnvironment("KEY", defaults), environment::get);
  }

  @Test
  void allFormsAreRead() {
    String bind =
        """
        # made by tsig-keygen
        key "deploybot-key" {
        \talgorithm hmac-sha256;
        \tsecret "%s";
        };
        """
            .formatted(SECRET);

    assertThat(read(bind, UNNAMED)).hasToString("deploybot-key (hmac-sha256)");
    assertThat(read("hmac-sha384:bot:" + SECRET, UNNAMED)).hasToString("bot (hmac-sha384)");
    assertThat(read("bot:" + SECRET + "\n", UNNAMED)).hasToString("bot (hmac-sha256)");
    assertThat(read(SECRET, NAMED)).hasToString("from-configuration (hmac-sha512)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        SECRET,
        "bot:%" + SECRET,
        "hmac-rot13:bot:" + SECRET,
        "a:b:c:" + SECRET,
        "key \"bot\" { algorithm hmac-sha256; };",
        "hmac-sha256:two words:" + SECRET
      })
  void whatIsOfNoUseIsSaidWithoutTheSecret(String text) {
    assertThatThrownBy(() -> read(text, UNNAMED))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("The TSIG key in the environment's KEY is of no use")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path none = Path.of("no", "such", "key");

    assertThatThrownBy(() -> TsigKey.read(new KeySource.InFile(none, UNNAMED), _ -> null))
        .hasMessageContaining("the file no/such/key is of no use: there is none");
  }
}
