package dev.signalbox.traffic.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.xbill.DNS.Address;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Reads names and addresses as people write them. */
final class DnsNames {
  private DnsNames() {}

  /** The name with the root behind it; refuses what is none with field, value and remedy. */
  static Name absolute(String field, String text) {
    try {
      if (text.isBlank() || text.contains(" ")) {
        throw new TextParseException("blank");
      }
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(
          field + " '" + text + "' is not a domain name: write one such as shop.example.org", e);
    }
  }

  /** The name below a zone; refuses one outside of it. */
  static Name within(String field, String text, Name zone) {
    Name name = absolute(field, text);
    if (!name.subdomain(zone)) {
      throw new IllegalArgumentException(
          field
              + " '"
              + text
              + "' is not in the zone "
              + zone
              + ": write a name that ends with it");
    }
    return name;
  }

  /** The address that is written so; refuses names, which would be looked up. */
  static InetAddress address(String field, String text) {
    try {
      return Address.getByAddress(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          field + " '" + text + "' is not an address: write IPv4 or IPv6 in digits", e);
    }
  }
}
