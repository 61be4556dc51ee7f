package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void countsHaveSeparators() {
    assertThat(Figures.count(0)).isEqualTo("0");
    assertThat(Figures.count(12_408)).isEqualTo("12,408");
  }

  @Test
  void latenciesHaveAsManyDigitsAsMatter() {
    assertThat(Figures.millis(Duration.ZERO)).isEqualTo("0 ms");
    assertThat(Figures.millis(Duration.ofNanos(9_000))).isEqualTo("<0.1 ms");
    assertThat(Figures.millis(Duration.ofNanos(412_000))).isEqualTo("0.4 ms");
    assertThat(Figures.millis(Duration.ofMillis(12))).isEqualTo("12 ms");
    assertThat(Figures.millis(Duration.ofNanos(12_540_000))).isEqualTo("12.5 ms");
    assertThat(Figures.millis(Duration.ofNanos(99_960_000))).isEqualTo("100 ms");
    assertThat(Figures.millis(Duration.ofNanos(212_400_000))).isEqualTo("212 ms");
    assertThat(Figures.millis(Duration.ofSeconds(12))).isEqualTo("12,000 ms");
  }

  @Test
  void aSmallShareIsNotWrittenAsNothing() {
    assertThat(Figures.percent(0)).isEqualTo("0.0 %");
    assertThat(Figures.percent(1 / 12_408.0)).isEqualTo("<0.1 %");
    assertThat(Figures.percent(0.025)).isEqualTo("2.5 %");
    assertThat(Figures.percent(1)).isEqualTo("100.0 %");
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Figures.count(12_408) + Figures.percent(0.025)).isEqualTo("12,4082.5 %");
    } finally {
      Locale.setDefault(before);
    }
  }
}
