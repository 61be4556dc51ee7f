package dev.signalbox.traffic.dns;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Update;

/**
 * What a name says at one server.
 *
 * @param records all of the kind's types; empty where there are none
 */
record Present(Name owner, Kind kind, List<Record> records) {

  Present {
    records = List.copyOf(records);
  }

  /** The same name with other records, which get the TTL. */
  Present with(Collection<Record> others, long ttl) {
    return new Present(
        owner,
        kind,
        others.stream()
            .map(
                it ->
                    Record.newRecord(
                        owner, it.getType(), it.getDClass(), ttl, it.rdataToWireCanonical()))
            .toList());
  }

  /** The same records with another TTL, in seconds. */
  Present withTtl(long ttl) {
    return with(records, ttl);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** The longest TTL of its records, in seconds; 0 without records. */
  long ttl() {
    return records.stream().mapToLong(Record::getTTL).max().orElse(0);
  }

  /** What its records say, without owner, type and TTL, in order. */
  List<String> values() {
    return List.copyOf(
        records.stream()
            .map(Record::rdataToString)
            .map(it -> kind == Kind.ALIAS ? it.toLowerCase(Locale.ROOT) : it)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Whether it says the same, whatever the TTL is. */
  boolean saysAs(Present other) {
    return values().equals(other.values());
  }

  /** Such as {@code blue.example.org} or {@code 192.0.2.1, 192.0.2.2}. */
  String text() {
    return records.isEmpty()
        ? "no " + kind.words()
        : String.join(", ", values()).replaceFirst("\\.$", "");
  }

  /**
   * Makes a change depend on this being what the primary has (RFC 2136, 2.4.2 and 2.4.3), whatever
   * the TTL is.
   */
  void require(Update update) {
    for (int type : kind.types()) {
      List<Record> ofType =
          withTtl(0).records().stream().filter(it -> it.getType() == type).toList();
      ofType.forEach(update::present);
      if (ofType.isEmpty()) {
        update.absent(owner, type);
      }
    }
  }

  /** Puts these records in place of all that there are of the kind (RFC 2136, 2.5). */
  void replace(Update update) {
    kind.types().forEach(type -> update.delete(owner, type));
    records.forEach(update::add);
  }
}
