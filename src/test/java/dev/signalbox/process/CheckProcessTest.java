package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code signalbox check}, as scripts see it. */
class CheckProcessTest {
  private static final Duration WITHIN = Duration.ofMinutes(4);

  @Test
  void whatIsGoodIsListedAndEndsWithZero(@TempDir Path directory) {
    try (ChildJvm check = BotProcess.check(directory)) {
      assertThat(check.exit(WITHIN)).hasValue(0);
      assertThat(check.output())
          .contains("configuration\n  ✔ free of problems\n", "shop/production\n  ✔ traffic switch:")
          .contains("Everything that was tried is good: ");
    }
  }

  @Test
  void whatHasToBeMendedIsSaidAndEndsWithOne(@TempDir Path directory) {
    List<String> wrong = List.of("--signalbox.applications.api.smoke.node[0].path=/missing");
    try (ChildJvm check = BotProcess.check(directory, wrong.toArray(String[]::new))) {
      assertThat(check.exit(WITHIN)).hasValue(1);
      assertThat(check.output()).contains("✘ node api-v1-1: v1, but ").contains("to mend: ");
    }
  }

  @Test
  void aWrongConfigurationEndsWithTwo(@TempDir Path directory) {
    try (ChildJvm check = BotProcess.check(directory, "--signalbox.lab.pace=soon")) {
      assertThat(check.exit(WITHIN)).hasValue(2);
      assertThat(check.output()).contains("signalbox.lab.pace: found 'soon'");
    }
  }
}
