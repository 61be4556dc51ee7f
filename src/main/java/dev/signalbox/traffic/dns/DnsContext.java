package dev.signalbox.traffic.dns;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the adapters of this package take from outside.
 *
 * @param clock by which waits are reckoned
 * @param signing by which signatures are dated: the machine's, unless a test wants otherwise
 * @param environment gives a variable's value, or null
 * @param nameserverPort where the servers that NS records name listen: {@link Endpoint#PORT}
 */
public record DnsContext(
    InstantSource clock,
    InstantSource signing,
    Function<String, @Nullable String> environment,
    int nameserverPort) {

  /** The world as it is, with this clock. */
  public static DnsContext of(InstantSource clock) {
    return new DnsContext(clock, clock, System::getenv, Endpoint.PORT);
  }

  Primary primary(DnsServers servers) {
    return new Primary(servers, signing.withZone(ZoneOffset.UTC), environment);
  }

  Everywhere everywhere(Primary primary) {
    return new Everywhere(primary, new Nameservers(primary, nameserverPort));
  }
}
