package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeAmountTest {

  @ParameterizedTest
  @CsvSource({"25, 8, 2, 2", "25, 2, 1, 1", "0, 4, 1, 0", "75, 2, 1, 2", "100, 3, 3, 3"})
  void aShareIsRoundedSoThatMoreStaysUp(int percent, int all, int batch, int minimum) {
    NodeAmount share = new NodeAmount.Percent(percent);
    assertThat(share.batchOf(all)).isEqualTo(batch);
    assertThat(share.minimumOf(all)).isEqualTo(minimum);
    assertThat(share).hasToString(percent + "%");
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "3, 2"})
  void aNumberIsThatMany(int number, int all) {
    NodeAmount nodes = new NodeAmount.Nodes(number);
    assertThat(nodes.batchOf(all)).isEqualTo(number);
    assertThat(nodes.minimumOf(all)).isEqualTo(number);
  }
}
