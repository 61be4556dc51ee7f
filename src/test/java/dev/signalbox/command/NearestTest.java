package dev.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, '', 3",
    "deploy, deploy, 0",
    "deploi, deploy, 1",
    "dpeloy, deploy, 1",
    "depoy, deploy, 1",
    "deeploy, deploy, 1",
    "kitten, sitting, 3"
  })
  void countsSlipsOfTheFinger(String typed, String meant, int slips) {
    assertThat(Nearest.distance(typed, meant)).isEqualTo(slips);
  }

  @Test
  void takesTheNearestOfThoseThatAreNearEnough() {
    List<String> choices = List.of("stage", "staging", "status");
    assertThat(Nearest.to("stagin", choices)).contains("staging");
    assertThat(Nearest.to("STATSU", choices)).contains("status");
    assertThat(Nearest.to("xyz", choices)).isEmpty();
    assertThat(Nearest.to("", choices)).isEmpty();
    assertThat(Nearest.to("s".repeat(1_000_000), choices)).isEmpty();
  }

  @Test
  void aShortWordHasToBeNearer() {
    assertThat(Nearest.to("ab", List.of("cd"))).isEmpty();
    assertThat(Nearest.to("ap", List.of("api"))).contains("api");
  }
}
