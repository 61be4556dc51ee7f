package dev.signalbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of whole deployments, word by word. Run with {@code -Dgolden.write=true} to write
 * the files anew, and read the difference before committing it.
 */
class NarrationTest {
  private static final Path STORIES =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/stories");

  static Stream<Arguments> everyStrategyAndScenario() {
    return Stream.of(
            Strategy.BLUE_GREEN,
            Strategy.PRIMARY_FIRST,
            Strategy.RED_BLACK,
            Strategy.ROLLING_UPDATE)
        .flatMap(s -> Stream.of(Scenario.values()).map(c -> Arguments.of(s, c)));
  }

  @ParameterizedTest
  @MethodSource("everyStrategyAndScenario")
  void aDeploymentIsToldFromRequestToEnd(Strategy strategy, Scenario scenario) throws IOException {
    String name =
        strategy.word() + "-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    isAsWritten(name, Run.of(strategy, scenario));
  }

  @Test
  void aRollbackAfterTheEndIsADeploymentOfItsOwn() throws IOException {
    isAsWritten("rollback-happy", Run.of(Strategy.ROLLBACK_SWAP, Scenario.HAPPY));
  }

  @Test
  void aGateWhoseEvidenceChangesAsksAgainAndVoidsWhatWasApproved() throws IOException {
    isAsWritten("gate-changes", Samples.restlessGate().entries());
  }

  @Test
  void whatBelongsToNoDeploymentIsToldInTheChannel() throws IOException {
    isAsWritten("lane-news", Samples.laneNews().entries());
  }

  private static void isAsWritten(String name, List<JournalEntry> entries) throws IOException {
    Path file = STORIES.resolve(name + ".txt");
    String told = PlainText.of(entries);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(STORIES);
      Files.writeString(file, told);
    }
    assertThat(file).content().isEqualTo(told);
  }
}
