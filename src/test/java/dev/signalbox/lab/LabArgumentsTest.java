package dev.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.lab.node.Latency;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.lab.site.LaneLayout.ClusterLayout;
import dev.signalbox.lab.site.LaneLayout.NodeLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabArgumentsTest {

  @Test
  void whatIsNotSaidIsRealistic() {
    LabArguments arguments =
        LabArguments.parse("--state=var/lab", "--lane=shop/production:8081:blue=2,green=2");

    assertThat(arguments.process()).isEmpty();
    assertThat(arguments.config())
        .isEqualTo(
            new LabConfig(
                0,
                Path.of("var/lab"),
                List.of(
                    new LaneLayout.OfClusters(
                        LabWorld.SHOP,
                        8081,
                        List.of(
                            ClusterLayout.ofSize("blue", 2), ClusterLayout.ofSize("green", 2)))),
                LabConfig.Tempo.REALISTIC,
                20));
  }

  @Test
  void everythingCanBeSaid() {
    LabArguments arguments =
        LabArguments.parse(
            "--state=x",
            "--control=8080",
            "--lane=shop/production:0:blue=2@9101",
            "--lane=api/production:8083:group=3",
            "--pace=PT0S",
            "--latency=none",
            "--checks=PT0.1S",
            "--trickle=0",
            "--with=42");

    assertThat(arguments.process()).hasValue(42);
    assertThat(arguments.config().controlPort()).isEqualTo(8080);
    assertThat(arguments.config().tempo())
        .isEqualTo(new LabConfig.Tempo(Duration.ZERO, Latency.NONE, Duration.ofMillis(100)));
    assertThat(arguments.config().lanes())
        .containsExactly(
            new LaneLayout.OfClusters(
                LabWorld.SHOP,
                0,
                List.of(
                    new ClusterLayout(
                        "blue",
                        List.of(new NodeLayout("blue-1", 9101), new NodeLayout("blue-2", 9102))))),
            new LaneLayout.OfGroups(LabWorld.API, 8083, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lane=a/b:0:group=1 | --state is missing",
        "--state=x | --lane is missing",
        "--sate=x | unknown argument '--sate=x'",
        "--state=x --state=y --lane=a/b:0:group=1 | --state is given 2 times",
        "--state=x --lane=a/b | write application/stage:port:clusters",
        "--state=x --lane=ab:0:group=1 | not written application/stage",
        "--state=x --lane=a/b:eighty:group=1 | port: found 'eighty'",
        "--state=x --lane=a/b:0:group=0 | write at least 1",
        "--state=x --lane=a/b:0:blue | write name=nodes",
        "--state=x --lane=a/b:0:group=1 --pace=3s | write a duration such as PT3S",
        "--state=x --lane=a/b:0:group=1 --pace=PT-1S | found pace",
        "--state=x --lane=a/b:0:group=1 --latency=some | write realistic or none"
      })
  void whatIsWrongIsNamedWithTheRemedy(String line, String said) {
    assertThatThrownBy(() -> LabArguments.parse(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }
}
