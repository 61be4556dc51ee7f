package dev.signalbox.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourTest {

  @ParameterizedTest
  @CsvSource({
    "v1, WELL",
    "2026.11.21+abc, WELL",
    "cold, WELL",
    "v2-cold, COLD",
    "v2-cold.1, WELL",
    "x-nostart, NO_START",
    "release-7-badsmoke, BAD_SMOKE",
    "v2-unhealthy, UNHEALTHY",
    "v2-flaky, FLAKY",
    "v2-slowdrain, SLOW_DRAIN"
  })
  void theEndOfANameDecides(String version, Behaviour behaviour) {
    assertThat(Behaviour.of(version)).isEqualTo(behaviour);
  }

  @Test
  void everyBehaviourSaysWhatItDoes() {
    assertThat(Arrays.stream(Behaviour.values()).map(Behaviour::sentence))
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  @Test
  void aNodeGetsFasterWithEachRequestUntilItIsWarm() {
    Latency latency =
        new Latency(Duration.ofMillis(40), Duration.ofMillis(2), 19, Duration.ofSeconds(1));

    assertThat(latency.of(0)).isEqualTo(Duration.ofMillis(40));
    assertThat(latency.of(10)).isEqualTo(Duration.ofMillis(20));
    assertThat(latency.of(19)).isEqualTo(Duration.ofMillis(2));
    assertThat(latency.of(1_000_000)).isEqualTo(Duration.ofMillis(2));
  }
}
