package dev.signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that a newcomer reads draws the same rooms and arrows as the rules. */
class DesignPageTest {

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ([\\w, ]*)\\| .+ \\|");

  @Test
  void theDesignPageDrawsTheHouse() throws IOException {
    Map<String, Set<String>> drawn = arrows(page());
    assertThat(drawn.remove("app")).containsExactly("all");
    assertThat(drawn).isEqualTo(House.ARROWS);
  }

  @Test
  void anArrowThatThePageDoesNotDrawIsMissed() {
    assertThat(arrows(List.of("| `store` | port | the database |")))
        .containsExactly(Map.entry("store", Set.of("port")))
        .doesNotContainEntry("store", House.ARROWS.getOrDefault("store", Set.of()));
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of(System.getProperty("basedir", "."), "docs", "design.md"));
  }

  private static Map<String, Set<String>> arrows(List<String> page) {
    return page.stream()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .collect(Collectors.toMap(row -> row.group(1), row -> rooms(row.group(2))));
  }

  private static Set<String> rooms(String cell) {
    return Arrays.stream(cell.split(",", -1))
        .map(String::strip)
        .filter(room -> !room.isEmpty())
        .collect(Collectors.toSet());
  }
}
