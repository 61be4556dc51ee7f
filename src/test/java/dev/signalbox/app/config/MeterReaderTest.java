package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.probe.JudgedBeside;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An access log that counts, and a Prometheus whose conditions are judged beside it. */
class MeterReaderTest {
  private static final String METER =
      "signalbox.applications.shop.stages.production.equipment.traffic-meter.";
  private static final String[] GOOD = {
    METER + "access-log.listen=127.0.0.1:0",
    METER + "access-log.backend=shop-{cluster}",
    METER + "prometheus.url=http://127.0.0.1:9",
    METER + "prometheus.conditions[0].query=sum(orders)",
    METER + "prometheus.conditions[0].min=1",
  };

  private static LaneSetup read(String... more) throws IOException {
    String[] all = Stream.concat(Arrays.stream(GOOD), Arrays.stream(more)).toArray(String[]::new);
    return Setup.read(ConfigurationFile.ofTheRepository().environment(all)).lanes().stream()
        .filter(it -> it.lane().toString().equals("shop/production"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bothAreMadeAndClosedTogether() throws IOException {
    LaneSetup lane = read();
    LaneSpec spec = lane.spec(new dev.signalbox.topology.Layout.ServerGroups(1));
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Part.Site site = new Part.Site(spec, InstantSource.system(), timer);
      TrafficMeter made = lane.equipment().meter().orElseThrow().make(site);
      assertThat(made).isInstanceOf(JudgedBeside.class);
      ((JudgedBeside) made).close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          prometheus.requests=sum(x) | prometheus.requests: found a query, beside an access log that counts, write only conditions here, or no access-log
          prometheus.url=ftp://here | prometheus.url: found 'ftp://here', write where it is, such as http://prometheus:9090
          access-log.listen=here | access-log.listen: found 'here', write an address of this machine and a port, such as 10.0.0.5:5514
          prometheus.cluster=shop | prometheus.cluster: found 'shop', write a name with {cluster} in it
          none=true | found none and access-log, write one of them
          """)
  void aMistakeInEitherIsSaid(String mistake, String said) {
    assertThatThrownBy(() -> read(METER + mistake))
        .isInstanceOfSatisfying(
            ConfigurationProblems.class,
            it -> assertThat(it.problems()).singleElement().asString().endsWith(said));
  }

  @Test
  void withoutAConditionThereIsNothingToJudge() {
    assertThatThrownBy(
            () ->
                Setup.read(
                    ConfigurationFile.ofTheRepository()
                        .environment(Arrays.copyOf(GOOD, GOOD.length - 2))))
        .isInstanceOfSatisfying(
            ConfigurationProblems.class,
            it ->
                assertThat(it.problems())
                    .singleElement()
                    .asString()
                    .endsWith(
                        "prometheus.conditions: found none, beside an access log that counts, write"
                            + " at least one"));
  }
}
