package dev.signalbox.traffic.dns;

import java.util.List;

/** What the production name says when a cluster is live. */
public sealed interface DnsTarget {

  /** It is a CNAME to this name. Not possible at a zone's apex (RFC 1034, 3.6.2). */
  record Alias(String name) implements DnsTarget {
    /** Refuses what is no domain name. */
    public Alias {
      name = DnsNames.absolute("cname", name).toString();
    }
  }

  /**
   * It has the addresses that this name of the same zone has at the moment of the swap, so that
   * nodes which are drained there stay out.
   */
  record AddressesOf(String name) implements DnsTarget {
    /** Refuses what is no domain name. */
    public AddressesOf {
      name = DnsNames.absolute("addresses-of", name).toString();
    }
  }

  /** It has these addresses, of IPv4, IPv6 or both. */
  record Addresses(List<String> addresses) implements DnsTarget {
    /** Copies the list; refuses an empty one and what is no address. */
    public Addresses {
      addresses = List.copyOf(addresses);
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException("addresses: found none, write at least one");
      }
      addresses.forEach(it -> DnsNames.address("addresses", it));
    }
  }
}
