package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.access.Identity;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Speaker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole program on the configuration that a newcomer starts with, but for ports and files. */
@SpringBootTest(
    classes = SignalboxMain.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.additional-location=file:${basedir}/config/",
      "signalbox.lab.pace=0s",
      "signalbox.lab.trickle=5",
      "signalbox.applications.shop.stages.staging.lab-port=0",
      "signalbox.applications.shop.stages.production.lab-port=0",
      "signalbox.applications.api.stages.production.lab-port=0"
    })
class SignalboxMainTest {
  @TempDir private static Path directory;

  private final BuildProperties build;
  private final Reception reception;

  SignalboxMainTest(@Autowired BuildProperties build, @Autowired Reception reception) {
    this.build = build;
    this.reception = reception;
  }

  @DynamicPropertySource
  static void filesInADirectoryOfTheirOwn(DynamicPropertyRegistry properties) {
    properties.add("signalbox.database.file", () -> directory.resolve("signalbox").toString());
    properties.add("signalbox.lab.state-directory", () -> directory.resolve("lab").toString());
  }

  @Test
  void startsAndKnowsItsVersion() {
    assertThat(build.getVersion()).isNotBlank();
  }

  @Test
  void testsReadNoConfigurationOfTheDevelopersByAccident() {
    assertThat(Path.of("config")).doesNotExist();
  }

  @Test
  void saysWhatEveryLaneServes() {
    Answer answer = say("deployer", "/status");

    assertThat(answer.accepted()).isTrue();
    assertThat(answer.details())
        .anyMatch(l -> l.startsWith("shop/production: production goes to "));
    assertThat(answer.details()).anyMatch(l -> l.startsWith("api/production: production goes to "));
  }

  @Test
  void plansWithoutDoingAnything() {
    Answer answer = say("deployer", "/plan v2 bluegreen");

    assertThat(answer.text()).contains("Nothing was done");
    assertThat(answer.details()).anyMatch(l -> l.contains("swap traffic blue → green"));
    assertThat(answer.details()).anyMatch(l -> l.contains("⏸ waiting for approval"));
  }

  @Test
  void aVisitorMayNotDeploy() {
    Answer answer = say("visitor", "/deploy v2");

    assertThat(answer.accepted()).isFalse();
    assertThat(answer.text()).contains("visitor");
  }

  private Answer say(String person, String line) {
    return reception.say(new Speaker(new Identity("terminal", person), "terminal"), line);
  }
}
