package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** What is said of an HAProxy that is written wrong, in the lab's own configuration. */
class HaproxyReaderTest {
  private static final String LANE = "signalbox.applications.shop.stages.production.equipment.";
  private static final String SWITCH = LANE + "traffic-switch.haproxy.";
  private static final String BALANCER = LANE + "load-balancer.haproxy.";
  private static final String GROUPS =
      "signalbox.applications.api.stages.production.equipment.traffic-switch.haproxy.";
  private static final String[] GOOD = {
    SWITCH + "instances.lb1.socket=/run/lb1.sock",
    SWITCH + "instances.lb1.state-directory=/var/lib/lb1",
    SWITCH + "instances.lb2.socket=10.0.0.2:9999",
    SWITCH + "instances.lb2.state-directory=/var/lib/lb2",
    SWITCH + "map=/etc/haproxy/live.map",
    SWITCH + "backends.blue=shop-blue",
    SWITCH + "backends.green=shop-green",
    BALANCER + "timeout=2s",
  };

  private static Setup read(String... more) throws IOException {
    String[] all = Stream.concat(Arrays.stream(GOOD), Arrays.stream(more)).toArray(String[]::new);
    return Setup.read(ConfigurationFile.ofTheRepository().environment(all));
  }

  @Test
  void theBalancerTakesWhatItDoesNotSayFromTheSwitch() throws IOException {
    EquipmentSetup equipment =
        read().lanes().stream()
            .filter(it -> it.lane().toString().equals("shop/production"))
            .map(LaneSetup::equipment)
            .findFirst()
            .orElseThrow();

    assertThat(equipment.trafficSwitch()).isPresent();
    assertThat(equipment.loadBalancer()).isPresent();
  }

  @Test
  void theLabsExampleIsFreeOfProblems() throws IOException {
    Path example = Path.of(System.getProperty("basedir"), "config/examples/lab-haproxy.yaml");
    StandardEnvironment environment = ConfigurationFile.ofTheRepository().environment();
    new YamlPropertySourceLoader()
        .load("lab-haproxy", new FileSystemResource(example))
        .forEach(environment.getPropertySources()::addFirst);

    assertThat(Setup.read(environment).lanes())
        .filteredOn(it -> it.lane().toString().equals("shop/production"))
        .singleElement()
        .satisfies(it -> assertThat(it.equipment().trafficSwitch()).isPresent())
        .satisfies(it -> assertThat(it.equipment().loadBalancer()).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          instances.lb1.socket=admin.sock | instances.lb1.socket | write its path, such as
          instances.lb1.socket=lb1:99999  | instances.lb1.socket | or host:port
          instances.lb3.socket=/run/x     | instances.lb3.state-directory | server-state-base
          map=/etc/my maps/live.map       | map | without spaces
          key=shop;disable                | key | without spaces
          backends.green=shop;green       | backends.green | the name of the cluster's backend
          backends.green=shop-blue        | backends | one is there twice
          backends.red=shop-red           | backends.red | one of blue, green
          slots=shop-a,shop-b             | slots | backends instead
          timeout=0s                      | timeout | more than 0s
          """)
  void aMistakeIsSaidWithItsFieldAndRemedy(String written, String field, String remedy) {
    assertThatThrownBy(() -> read(SWITCH + written))
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageContaining(SWITCH + field)
        .hasMessageContaining(remedy);
  }

  @Test
  void aLaneOfServerGroupsNeedsBackendsToGiveAway() {
    assertThatThrownBy(
            () ->
                read(
                    GROUPS + "instances.lb1.socket=/run/lb1.sock",
                    GROUPS + "instances.lb1.state-directory=/var/lib/lb1",
                    GROUPS + "map=/etc/haproxy/live.map"))
        .hasMessageContaining(
            GROUPS + "slots: found 0 backends, write three: for what is live, what is kept");
  }
}
