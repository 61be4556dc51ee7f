package dev.signalbox.traffic.dns;

import dev.signalbox.server.Needs;
import java.nio.file.Path;
import java.util.Map;
import org.xbill.DNS.Type;

/** Production is the zone's apex, which has a copy of the live cluster's addresses. */
@Needs(program = "pdns_server", debianPackage = "pdns-server pdns-backend-sqlite3")
class ApexLoadBalancerTest extends DnsLoadBalancerContract {
  @Override
  NameServer start(Path directory, String secret) {
    return NameServer.powerDns(directory, secret, NameServer.zone(1));
  }

  @Override
  DnsSwitchSettings production(DnsServers servers) {
    return new DnsSwitchSettings(
        servers,
        ShopZone.ZONE,
        Map.of(
            "blue", new DnsTarget.AddressesOf("blue.shop.lab.test"),
            "green", new DnsTarget.AddressesOf("green.shop.lab.test")),
        ShopZone.times(0, 0));
  }

  @Override
  void resetMore(ShopZone zone) {
    zone.put(ShopZone.ZONE, Type.A, 0, "127.0.1.1", "127.0.1.2");
  }

  @Override
  String usersName() {
    return ShopZone.ZONE;
  }
}
