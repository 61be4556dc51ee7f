package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a DNS switch that is written wrong, in the lab's own configuration. */
class DnsReaderTest {
  private static final String LANE = "signalbox.applications.shop.stages.production.";
  private static final String SWITCH = LANE + "equipment.traffic-switch.dns.";
  private static final String BALANCER = LANE + "equipment.load-balancer.dns.";
  private static final String[] GOOD = {
    SWITCH + "servers.zone=example.org",
    SWITCH + "servers.primary=ns1.example.org",
    SWITCH + "servers.key-file=/no/such/key",
    SWITCH + "name=shop.example.org",
    SWITCH + "clusters.blue.cname=blue.example.org",
    SWITCH + "clusters.green.cname=green.example.org",
    BALANCER + "clusters.blue=blue.example.org",
    BALANCER + "clusters.green=green.example.org",
  };

  private static Setup read(String... more) throws Exception {
    String[] all = java.util.Arrays.copyOf(GOOD, GOOD.length + more.length);
    System.arraycopy(more, 0, all, GOOD.length, more.length);
    return Setup.read(ConfigurationFile.ofTheRepository().environment(all));
  }

  @Test
  void aSwitchAndABalancerAreReadAndTheKeyIsNotNeededForThat() throws Exception {
    EquipmentSetup equipment =
        read().lanes().stream()
            .filter(it -> it.lane().toString().equals("shop/production"))
            .map(LaneSetup::equipment)
            .findFirst()
            .orElseThrow();
    assertThat(equipment.trafficSwitch()).isPresent();
    assertThat(equipment.loadBalancer()).isPresent();
    assertThat(equipment.installer()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          servers.zone=two words       | servers.zone | write one such as
          servers.primary=a:b:c:99999x | servers.primary | is not a server
          servers.key-variable=KEY     | servers.key-file | one of key-file and key-variable
          servers.timeout=0s           | servers.timeout | more than 0s
          servers.authoritative=ns2:0  | servers.authoritative[0] | not between 1 and 65535
          name=shop.example.com        | name | is not in the zone example.org
          name=example.org             | name | the zone's apex, where no CNAME can be
          clusters.blue.cname=green.example.org | name | two have the same target
          clusters.blue.addresses=192.0.2.1 | clusters.blue | one of cname, addresses-of and addresses
          clusters.red.cname=red.example.org | clusters | each cluster of the lane: blue, green
          swap-ttl=500ms               | - | whole seconds
          margin=-1s                   | - | below zero
          """)
  void aMistakeIsSaidWithItsFieldAndRemedy(String written, String field, String remedy) {
    String expected = field.equals("-") ? SWITCH.substring(0, SWITCH.length() - 1) : SWITCH + field;

    assertThatThrownBy(() -> read(SWITCH + written))
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageContaining(expected)
        .hasMessageContaining(remedy);
  }

  @Test
  void aTtlForTheSwapAboveTheUsualOneIsAContradiction() {
    assertThatThrownBy(() -> read(SWITCH + "ttl=10s", SWITCH + "swap-ttl=20s"))
        .hasMessageContaining("swap-ttl PT20S is above ttl PT10S");
  }

  @Test
  void aNodeThatIsANameNeedsItsAddressesWritten() {
    String[] named = {
      LANE + "nodes.blue.b1=http://localhost:9001", LANE + "nodes.green.g1=http://127.0.0.1:9002",
    };

    assertThatThrownBy(() -> read(named)).hasMessageContaining("write its addresses under");
    org.assertj.core.api.Assertions.assertThatCode(
            () -> read(named[0], named[1], BALANCER + "addresses.b1=127.0.0.1"))
        .doesNotThrowAnyException();
  }

  @Test
  void aLaneOfServerGroupsCannotBeSwappedByTheDns() {
    String[] groups =
        java.util.Arrays.stream(GOOD)
            .map(it -> it.replace("shop.stages", "api.stages"))
            .toArray(String[]::new);

    assertThatThrownBy(() -> read(groups)).hasMessageContaining("a lane of server groups");
  }
}
