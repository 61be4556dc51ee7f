package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** {@code config/application.yaml} is the reference, and cannot drift. */
class ReferenceTest {

  private final ConfigurationFile file;

  ReferenceTest() throws IOException {
    file = ConfigurationFile.ofTheRepository();
  }

  @Test
  void theFileIsFreeOfProblems() {
    Setup setup = Setup.read(file.environment());
    assertThat(setup.lanes())
        .extracting(LaneSetup::lane)
        .containsExactly(
            Lane.of("shop", "staging"),
            Lane.of("shop", "production"),
            Lane.of("api", "production"));
    assertThat(setup.lab()).isPresent();
  }

  @Test
  void whatItSaysHoldsIfNothingIsWrittenDoesHold() {
    Setup asItStands = Setup.read(file.environment());
    Setup withDefaults = Setup.read(file.withDefaultsWritten().environment());
    assertThat(withDefaults.laneSpecs(ReferenceTest::layout))
        .isEqualTo(asItStands.laneSpecs(ReferenceTest::layout));
    assertThat(withDefaults.channels()).isEqualTo(asItStands.channels());
    assertThat(withDefaults.database()).isEqualTo(asItStands.database());
    assertThat(withDefaults.web()).isEqualTo(asItStands.web());
    assertThat(withDefaults.lab()).isEqualTo(asItStands.lab());
    for (String stage : List.of("staging", "production")) {
      var it = new dev.signalbox.topology.Stage(stage);
      assertThat(withDefaults.access().approval(it)).isEqualTo(asItStands.access().approval(it));
    }
  }

  @Test
  void everyPropertyIsWrittenOrShown() {
    Set<String> shown = shown(file.withExamplesWritten().withDefaultsWritten().environment());
    assertThat(PropertyNames.all())
        .hasSizeGreaterThan(60)
        .allSatisfy(property -> assertThat(shown).anyMatch(it -> matches(property, it)));
  }

  @Test
  void nothingIsShownThatIsNoProperty() {
    Set<String> shown = shown(file.withExamplesWritten().withDefaultsWritten().environment());
    assertThat(shown)
        .allSatisfy(it -> assertThat(PropertyNames.all()).anyMatch(known -> matches(known, it)));
  }

  /**
   * A lane takes what its application takes, a cluster is checked as a node is, and a balancer's
   * servers are written as its switch's.
   */
  private static String once(String name) {
    return name.replaceAll(
            "(applications\\.[^.]+)\\.stages\\.[^.]+\\.(equipment|rollout|smoke|warm-up|watch)",
            "$1.$2")
        .replaceAll("\\[([A-Z_]+)]", ".$1")
        .replaceAll("smoke\\.(node|cluster)\\[", "smoke.node[")
        .replace("load-balancer.dns.servers", "traffic-switch.dns.servers")
        .replace("load-balancer.haproxy", "traffic-switch.haproxy");
  }

  private static boolean matches(String property, String written) {
    String pattern =
        once(property).replace(".", "\\.").replace("[*]", "\\[\\d+\\]").replace("*", "[^.\\[]+");
    return once(written).matches(pattern + "(\\[\\d+\\])?");
  }

  private static Set<String> shown(StandardEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(source -> source.getName().equals("application.yaml"))
        .map(source -> Set.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .flatMap(Set::stream)
        .filter(name -> name.startsWith("signalbox."))
        .filter(name -> !name.endsWith("database") && !name.endsWith("web"))
        .collect(Collectors.toSet());
  }

  private static Layout layout(Lane lane) {
    URI address = URI.create("http://127.0.0.1:1");
    return new Layout.FixedClusters(
        List.of(new Cluster("blue", List.of(new Node("blue-1", address)), address)));
  }
}
