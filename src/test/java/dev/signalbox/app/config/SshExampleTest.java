package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.topology.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.mock.env.MockPropertySource;

/** The example of blue-green over SSH; the whole bot runs on it in {@code SshDeploymentTest}. */
class SshExampleTest {
  private static final Path CONFIG = Path.of(System.getProperty("basedir"), "config");

  @Test
  void theExampleIsAWholeConfiguration() throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemEnvironment");
    new YamlPropertySourceLoader()
        .load("example", new FileSystemResource(CONFIG.resolve("examples/ssh.yaml")))
        .forEach(environment.getPropertySources()::addLast);
    MockPropertySource suite = new MockPropertySource("suite");
    suite.setProperty(
        "signalbox.applications.shop.smoke.suite", CONFIG.resolve("smoke/shop.yaml").toString());
    environment.getPropertySources().addFirst(suite);

    LaneSetup lane = Setup.read(environment).lanes().getFirst();

    assertThat(lane.layout()).containsInstanceOf(Layout.FixedClusters.class);
    assertThat(lane.equipment().installer()).isPresent();
    assertThat(lane.equipment().meter()).isPresent();
    assertThat(Files.isExecutable(CONFIG.resolve("examples/ssh/shop"))).isTrue();
  }
}
