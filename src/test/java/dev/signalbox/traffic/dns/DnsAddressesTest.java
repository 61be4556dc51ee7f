package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** A zone's apex, which can have no CNAME: all of its addresses are swapped in one message. */
@Needs(program = "named", debianPackage = "bind9")
class DnsAddressesTest {
  private static final DnsSwitchSettings.Times TIMES =
      new DnsSwitchSettings.Times(Optional.empty(), Optional.empty(), Duration.ZERO);
  private static final Map<String, DnsTarget> WRITTEN =
      Map.of(
          "blue",
          new DnsTarget.Addresses(List.of("192.0.2.11", "192.0.2.12", "2001:db8::11")),
          "green",
          new DnsTarget.Addresses(List.of("192.0.2.21", "2001:db8::21", "2001:db8::22")));

  private NameServer server;
  private ShopZone zone;
  private DnsServers servers;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    String secret = ShopZone.newSecret();
    Path key = Files.writeString(directory.resolve("key"), secret);
    Path site = Files.createDirectory(directory.resolve("server"));
    server = NameServer.bind(site, secret, NameServer.zone(60));
    zone = ShopZone.at(server.endpoint(), key);
    zone.put(ShopZone.ZONE, Type.A, 60, "192.0.2.11", "192.0.2.12");
    zone.put(ShopZone.ZONE, Type.AAAA, 60, "2001:db8::11");
    servers = ShopZone.servers(server.endpoint(), key, List.of(server.endpoint()), List.of());
  }

  @AfterEach
  void end() {
    server.close();
  }

  private DnsTrafficSwitch apex(Map<String, DnsTarget> targets) {
    return new DnsTrafficSwitch(
        new DnsSwitchSettings(servers, ShopZone.ZONE, targets, TIMES),
        DnsContext.of(InstantSource.system()));
  }

  @Test
  void allAddressesOfBothFamiliesAreSwappedAtOnce() {
    DnsTrafficSwitch dns = apex(WRITTEN);
    assertThat(dns.read().cluster()).isEqualTo("blue");

    assertThat(dns.swap("blue", "green")).isInstanceOf(Swapped.Accepted.class);

    assertThat(zone.get(ShopZone.ZONE, Type.A)).containsExactly("60 192.0.2.21");
    assertThat(zone.get(ShopZone.ZONE, Type.AAAA))
        .containsExactly("60 2001:db8:0:0:0:0:0:21", "60 2001:db8:0:0:0:0:0:22");
    assertThat(dns.read().cluster()).isEqualTo("green");
    assertThat(dns.swap("green", "blue")).isInstanceOf(Swapped.Accepted.class);
    assertThat(zone.get(ShopZone.ZONE, Type.A)).hasSize(2);
  }

  @Test
  void anAddressThatIsNoClustersIsDrift() {
    zone.put(ShopZone.ZONE, Type.AAAA, 60, "2001:db8::99");

    assertThat(apex(WRITTEN).swap("blue", "green"))
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class,
            it -> assertThat(it.live().cluster()).contains("2001:db8:0:0:0:0:0:99"));
  }

  @Test
  void aCopyOfAnotherNamesAddressesLeavesOutWhatIsDrainedThere() {
    Map<String, DnsTarget> copies =
        Map.of(
            "blue", new DnsTarget.AddressesOf("blue.shop.lab.test"),
            "green", new DnsTarget.AddressesOf("green.shop.lab.test"));
    zone.put("blue.shop.lab.test", Type.A, 60, "192.0.2.11", "192.0.2.12");
    zone.put("blue.shop.lab.test", Type.AAAA, 60, "2001:db8::11");
    zone.put("green.shop.lab.test", Type.A, 60, "192.0.2.22");
    DnsTrafficSwitch dns = apex(copies);

    assertThat(dns.read().cluster()).isEqualTo("blue");
    assertThat(dns.swap("blue", "green")).isInstanceOf(Swapped.Accepted.class);
    assertThat(zone.get(ShopZone.ZONE, Type.A)).containsExactly("60 192.0.2.22");
    assertThat(zone.get(ShopZone.ZONE, Type.AAAA)).isEmpty();

    zone.put("blue.shop.lab.test", Type.A, 60);
    zone.put("blue.shop.lab.test", Type.AAAA, 60);
    assertThat(dns.swap("green", "blue"))
        .isInstanceOfSatisfying(
            Swapped.Refused.class, it -> assertThat(it.reason()).contains("has no address"));
  }
}
