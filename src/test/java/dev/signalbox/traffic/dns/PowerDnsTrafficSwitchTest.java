package dev.signalbox.traffic.dns;

import dev.signalbox.server.Needs;
import java.nio.file.Path;

@Needs(program = "pdns_server", debianPackage = "pdns-server")
class PowerDnsTrafficSwitchTest extends DnsTrafficSwitchContract {
  @Override
  NameServer start(Path directory, String secret) {
    return NameServer.powerDns(directory, secret, NameServer.zone(1));
  }
}
