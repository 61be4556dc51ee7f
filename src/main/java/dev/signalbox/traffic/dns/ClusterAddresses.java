package dev.signalbox.traffic.dns;

import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsCluster;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Update;

/** One cluster's addresses at the primary, wherever users find them. */
final class ClusterAddresses {
  private final Primary primary;
  private final DnsBalancerSettings settings;
  private final DnsCluster cluster;
  private final Optional<DnsTrafficSwitch> production;

  ClusterAddresses(
      Primary primary,
      DnsBalancerSettings settings,
      DnsCluster cluster,
      Optional<DnsTrafficSwitch> production) {
    this.primary = primary;
    this.settings = settings;
    this.cluster = cluster;
    this.production = production;
  }

  /** Whether production goes to the cluster; true also where nobody can say. */
  boolean isLive() {
    return production.map(it -> it.read().cluster().equals(cluster.cluster())).orElse(true);
  }

  /** What the names say at which users find the cluster; the one that counts most is the last. */
  List<Present> read() {
    List<Present> found = new ArrayList<>();
    found.add(at(cluster.name()));
    if (settings.isCopied(cluster) && isLive()) {
      found.add(at(settings.production().orElseThrow().name()));
    }
    return found;
  }

  private Present at(String name) {
    return primary.read(DnsNames.absolute("name", name), Kind.ADDRESSES);
  }

  /** Whether new users may be sent to the node. */
  static boolean has(List<Present> found, DnsNode node) {
    return node.addresses().stream().anyMatch(records(found.getLast())::contains);
  }

  private static List<String> records(Present present) {
    return present.records().stream().map(ClusterAddresses::address).toList();
  }

  private static String address(Record record) {
    return DnsNames.address("address", record.rdataToString()).getHostAddress();
  }

  /** Whether it is the last one that has an address. */
  static boolean isLast(List<Present> found, DnsNode node) {
    return has(found, node) && node.addresses().containsAll(records(found.getLast()));
  }

  /** Takes the node's addresses out of these names, in one message, whatever else there is. */
  Primary.Reply takeOut(List<Present> found, DnsNode node) {
    Update update = new Update(primary.zone());
    for (Present present : found) {
      node.addresses().forEach(it -> update.delete(Targets.address(present.owner(), it)));
    }
    return primary.change(update);
  }

  /** Puts them back, with the TTL of the others. */
  Primary.Reply putBack(List<Present> found, DnsNode node) {
    Update update = new Update(primary.zone());
    for (Present present : found) {
      long ttl = ttl(present);
      for (String address : node.addresses()) {
        Record bare = Targets.address(present.owner(), address);
        update.add(withTtl(bare, ttl));
      }
    }
    return primary.change(update);
  }

  private static Record withTtl(Record record, long ttl) {
    Name owner = record.getName();
    return Record.newRecord(
        owner, record.getType(), record.getDClass(), ttl, record.rdataToWireCanonical());
  }

  /** How long an answer about the name may be kept, in seconds. */
  long ttl(Present present) {
    return present.isEmpty() ? settings.times().ttl().toSeconds() : present.ttl();
  }
}
