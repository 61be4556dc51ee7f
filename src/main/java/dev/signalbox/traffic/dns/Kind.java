package dev.signalbox.traffic.dns;

import java.util.List;
import org.xbill.DNS.Type;

/** Which records of a name are ours. */
enum Kind {
  /** One CNAME. */
  ALIAS,
  /** IPv4 and IPv6 addresses. */
  ADDRESSES,
  /** What we note beside the name. */
  NOTE;

  /** The record types, by number. */
  List<Integer> types() {
    return switch (this) {
      case ALIAS -> List.of(Type.CNAME);
      case ADDRESSES -> List.of(Type.A, Type.AAAA);
      case NOTE -> List.of(Type.TXT);
    };
  }

  /** Such as {@code A or AAAA}. */
  String words() {
    return String.join(" or ", types().stream().map(Type::string).toList());
  }
}
