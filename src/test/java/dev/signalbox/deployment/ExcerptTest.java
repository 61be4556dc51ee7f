package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void keepsWhatIsPrintable() {
    assertThat(Excerpt.of("grün 🟢 καλά", 40)).isEqualTo("grün 🟢 καλά");
  }

  @Test
  void makesOneLineOfMany() {
    assertThat(Excerpt.of("\r\n at x\n\tat y\u2028\u00a0z \n", 40)).isEqualTo("at x at y z");
  }

  @Test
  void showsWhatCannotBePrintedAsQuestionMarks() {
    assertThat(Excerpt.of("a\u0000b\u001b[31mc\u202ed\u2066e\ud800f\ue000g", 40))
        .isEqualTo("a?b?[31mc?d?e?f?g");
  }

  @Test
  void cutsBetweenCharactersAndSaysSo() {
    assertThat(Excerpt.of("🟢🟢🟢🟢", 3)).isEqualTo("🟢🟢🟢…");
    assertThat(Excerpt.of("🟢🟢🟢", 3)).isEqualTo("🟢🟢🟢");
  }

  @Test
  void takesALongTextWithoutReadingAllOfIt() {
    assertThat(Excerpt.of("x".repeat(10_000_000), 5)).isEqualTo("xxxxx…");
    assertThat(Excerpt.of("a" + " ".repeat(1_000) + "b", 5)).isEqualTo("a …");
  }
}
