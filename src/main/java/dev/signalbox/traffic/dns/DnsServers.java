package dev.signalbox.traffic.dns;

import java.time.Duration;
import java.util.List;

/**
 * The servers of one zone, and the key that its primary takes changes with.
 *
 * @param zone the zone's name, with or without a dot at its end
 * @param primary where changes are sent
 * @param authoritative the servers that users' resolvers ask; empty for those that the zone's NS
 *     records name
 * @param resolvers through which some users ask, to be read back too; may be empty
 * @param timeout the longest that one reading or one change takes
 */
public record DnsServers(
    String zone,
    Endpoint primary,
    KeySource key,
    List<Endpoint> authoritative,
    List<Endpoint> resolvers,
    Duration timeout) {

  /** Copies the lists; refuses what is no domain name and a time-out that is none. */
  public DnsServers {
    zone = DnsNames.absolute("zone", zone).toString();
    authoritative = List.copyOf(authoritative);
    resolvers = List.copyOf(resolvers);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout " + timeout + " is not above zero");
    }
  }
}
