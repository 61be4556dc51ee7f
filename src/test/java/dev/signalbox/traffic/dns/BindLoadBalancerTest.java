package dev.signalbox.traffic.dns;

import dev.signalbox.server.Needs;
import java.nio.file.Path;

@Needs(program = "named", debianPackage = "bind9")
class BindLoadBalancerTest extends DnsLoadBalancerContract {
  @Override
  NameServer start(Path directory, String secret) {
    return NameServer.bind(directory, secret, NameServer.zone(1));
  }
}
