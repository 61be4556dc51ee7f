package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationProblemsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          a:\\n\\tb: secret | line 2: this is no YAML: found character '\\t(TAB)' that cannot start any token
          a: secret\\na: b | line 2: this is no YAML: found duplicate key a
          a: [secret | line 1: this is no YAML: expected ',' or ']'
          """)
  void aFileThatIsNoYamlIsNamedByItsLineWithoutWhatItSays(String text, String line) {
    ConfigurationFile file = new ConfigurationFile(text.replace("\\n", "\n").replace("\\t", "\t"));
    Throwable failure = new IllegalStateException(catchThrowable(file::environment));
    assertThat(ConfigurationProblems.in(failure).orElseThrow().problems())
        .singleElement()
        .asString()
        .startsWith(line)
        .doesNotContain("secret");
  }

  @Test
  void otherFailuresAreNotTheConfigurations() {
    assertThat(ConfigurationProblems.in(new IllegalStateException("x"))).isEmpty();
  }

  @Test
  void endsWithACodeOfItsOwnAndLogsNoStackTrace() {
    ConfigurationProblems problems =
        new ConfigurationProblems(List.of(new Problem("a.b", "found c", Optional.of("d:1"))));
    assertThat(problems.getExitCode()).isEqualTo(2);
    assertThat(problems).hasMessage("a.b: found c (d:1)");
    ConfigurationReporter reporter = new ConfigurationReporter(null);
    assertThat(reporter.reportException(new IllegalStateException(problems))).isTrue();
    assertThat(reporter.reportException(new IllegalStateException("x"))).isFalse();
  }

  @Test
  void springBootLogsNothingOfIt(CapturedOutput output) {
    SpringApplication application = new SpringApplication(ConfigurationProblemsTest.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.addInitializers(
        _ -> {
          throw new ConfigurationProblems(List.of(new Problem("a.b", "found c", Optional.empty())));
        });
    assertThat(catchThrowable(() -> application.run("--logging.threshold.console=info")))
        .isInstanceOf(ConfigurationProblems.class);
    assertThat(output).doesNotContain("ConfigurationProblems").doesNotContain("\tat ");
  }
}
