package dev.signalbox.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeCommandTest {

  @Test
  void aSwapIsOneLineThatNamesTheEntry() {
    assertThat(RuntimeCommand.setMap("/etc/live.map", "0x55a7", "shop-green").line())
        .isEqualTo("set map /etc/live.map #0x55a7 shop-green");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a;disable frontend x", "a\nshutdown", "a b", "a\\", "<<", "", "a\u0000", "ü"})
  void whatCouldSayMoreThanOneWordIsNotSaid(String word) {
    assertThatThrownBy(() -> RuntimeCommand.setMap("/etc/live.map", "0x1", word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be said to HAProxy");
  }
}
