package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.command.HelpText;
import dev.signalbox.deployment.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README says what the program says. */
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."));

  @Test
  void theReadmeListsEveryCommandAsHelpDoes() throws IOException {
    List<String> readme = Files.readAllLines(ROOT.resolve("README.md"));

    assertThat(readme).containsAll(HelpText.overview());
  }

  @Test
  void theReadmeNamesEveryStrategyThatCanBeTyped() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));

    assertThat(readme)
        .contains(Strategy.BLUE_GREEN.word(), Strategy.ROLLING_UPDATE.word(), "red/black");
  }

  @Test
  void everyFileThatTheDocumentsLinkToIsThere() throws IOException {
    for (String document : List.of("README.md", "docs/operations.md", "docs/design.md")) {
      Path file = ROOT.resolve(document);
      Pattern.compile("\\]\\(([^)#:]+)\\)")
          .matcher(Files.readString(file))
          .results()
          .map(link -> link.group(1))
          .forEach(link -> assertThat(file.resolveSibling(link)).as(document).exists());
    }
  }
}
