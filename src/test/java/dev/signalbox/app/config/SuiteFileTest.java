package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.SmokeCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Smoke checks in a file of their own. */
class SuiteFileTest {

  @TempDir Path directory;

  private final Problems problems = new Problems(_ -> Optional.empty());

  private Optional<SuiteFile> read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("shop.yaml"), text);
    return SuiteFile.read(problems, "smoke.suite", file);
  }

  private void assertProblem(String words) {
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageContaining(words);
  }

  @Test
  void itsChecksAreWrittenAsTheyAreInTheConfiguration() throws IOException {
    SuiteFile suite =
        read("""
        node:
          - path: /healthz
            within: 500ms
        cluster:
          - name: alias
            dns: {name: shop.example}
        """)
            .orElseThrow();

    problems.throwIfAny();
    SmokeCheckReader reader = new SmokeCheckReader(problems);
    assertThat(reader.read("node", suite.node().getFirst()))
        .containsInstanceOf(SmokeCheck.Http.class);
    assertThat(reader.read("cluster", suite.cluster().getFirst()))
        .containsInstanceOf(SmokeCheck.Dns.class);
  }

  @Test
  void jsonIsReadToo() throws IOException {
    assertThat(read("{\"node\": [{\"path\": \"/healthz\"}]}").orElseThrow().node()).hasSize(1);
  }

  @Test
  void whatIsUnknownIsNamedWithItsFile() throws IOException {
    var _ = read("node:\n  - path: /healthz\n    witin: 2s\n");
    assertProblem("shop.yaml: node[0].witin: this property is unknown");
  }

  @Test
  void whatStandsBesideItsListsIsNamed() throws IOException {
    var _ = read("nodes:\n  - path: /healthz\n");
    assertProblem("smoke.suite: found 'nodes[0].path' in ");
  }

  @Test
  void whatIsNoYamlIsSaid() throws IOException {
    assertThat(read("node: [\n")).isEmpty();
    assertProblem("which is no YAML: ");
  }
}
