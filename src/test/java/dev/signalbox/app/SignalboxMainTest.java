package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
    classes = SignalboxMain.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.datasource.url=jdbc:h2:mem:smoke")
class SignalboxMainTest {

  private final BuildProperties build;

  SignalboxMainTest(@Autowired BuildProperties build) {
    this.build = build;
  }

  @Test
  void startsAndKnowsItsVersion() {
    assertThat(build.getVersion()).isNotBlank();
  }

  @Test
  void testsReadNoConfigurationOfTheDevelopers() {
    assertThat(Path.of("config")).doesNotExist();
    assertThat(Files.exists(Path.of(System.getProperty("basedir"), "pom.xml"))).isTrue();
  }
}
