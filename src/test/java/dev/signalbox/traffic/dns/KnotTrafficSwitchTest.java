package dev.signalbox.traffic.dns;

import dev.signalbox.server.Needs;
import java.nio.file.Path;

@Needs(program = "knotd", debianPackage = "knot")
class KnotTrafficSwitchTest extends DnsTrafficSwitchContract {
  @Override
  NameServer start(Path directory, String secret) {
    return NameServer.knot(directory, secret, NameServer.zone(1));
  }
}
