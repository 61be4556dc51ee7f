package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/states.md} to the tables, or writes it when asked to. */
class StatesPageTest {

  @Test
  void thePageInTheRepositorySaysWhatTheTablesSay() throws IOException {
    Path file = Path.of(System.getProperty("basedir", "."), "docs", "states.md");
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, StatesPage.text());
    }
    List<String> written = Files.exists(file) ? Files.readAllLines(file) : List.of();
    assertThat(written)
        .withFailMessage(
            "docs/states.md is stale. Bring it up to date with%n%n    %s%n", StatesPage.COMMAND)
        .isEqualTo(StatesPage.text().lines().toList());
  }

  @Test
  void everyRowOfATableChangesThePage() {
    Strategy strategy = Strategy.PRIMARY_FIRST;
    StrategyTable table = strategy.table();
    String page = StatesPage.strategy(strategy, table);
    for (Transition row : table.transitions()) {
      List<Transition> others =
          table.transitions().stream().filter(other -> !other.equals(row)).toList();
      assertThat(StatesPage.strategy(strategy, new StrategyTable(table.initial(), others)))
          .as("without %s", row)
          .isNotEqualTo(page);
    }
  }
}
