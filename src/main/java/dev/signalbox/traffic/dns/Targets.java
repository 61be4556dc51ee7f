package dev.signalbox.traffic.dns;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the production name says for each cluster, and which cluster that is. */
final class Targets {
  private final Primary primary;
  private final Name name;
  private final Map<String, DnsTarget> targets;

  Targets(Primary primary, Name name, Map<String, DnsTarget> targets) {
    this.primary = primary;
    this.name = name;
    this.targets = targets;
  }

  /** The clusters' names. */
  Set<String> clusters() {
    return targets.keySet();
  }

  /**
   * What the name says when the cluster is live, and what of it was read for that.
   *
   * @param records with a TTL of zero; empty where the cluster has none
   * @param source where the addresses stand of which these are a copy
   */
  record Goal(List<Record> records, Optional<Present> source) {}

  /** What the name is to say for a cluster; empty for one that is not known. */
  Optional<Goal> goal(String cluster) {
    return Optional.ofNullable(targets.get(cluster)).map(this::goal);
  }

  private Goal goal(DnsTarget target) {
    return switch (target) {
      case DnsTarget.Alias(String alias) ->
          new Goal(
              List.of(new CNAMERecord(name, DClass.IN, 0, DnsNames.absolute("cname", alias))),
              Optional.empty());
      case DnsTarget.Addresses(List<String> addresses) ->
          new Goal(addresses.stream().map(it -> address(name, it)).toList(), Optional.empty());
      case DnsTarget.AddressesOf(String of) -> {
        Present source = primary.read(DnsNames.absolute("addresses-of", of), Kind.ADDRESSES);
        yield new Goal(source.records(), Optional.of(source));
      }
    };
  }

  /** The address as a record of a name, with a TTL of zero. */
  static Record address(Name name, String text) {
    InetAddress address = DnsNames.address("addresses", text);
    return address.getAddress().length == 4
        ? new ARecord(name, DClass.IN, 0, address)
        : new AAAARecord(name, DClass.IN, 0, address);
  }

  /**
   * The cluster that the name stands for. Some of a cluster's addresses are enough, for nodes may
   * be drained; one that is not the cluster's is not.
   */
  Optional<String> cluster(Present present) {
    if (present.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    targets.forEach(
        (cluster, target) -> values.put(cluster, present.with(goal(target).records(), 0).values()));
    return values.entrySet().stream()
        .filter(it -> it.getValue().containsAll(present.values()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Why users would get nothing from the cluster's name, asked of the primary where the name is in
   * the zone; a name of another zone is not judged.
   */
  Optional<String> hole(String cluster, Goal goal) {
    if (goal.records().isEmpty()) {
      return Optional.of(
          cluster
              + " has no address at "
              + goal.source().map(it -> it.owner().toString()).orElse("")
              + ": users would get nothing.");
    }
    if (goal.records().getFirst() instanceof CNAMERecord alias
        && alias.getTarget().subdomain(primary.zone())
        && leadsNowhere(alias.getTarget())) {
      return Optional.of(
          alias.getTarget()
              + ", the target of "
              + cluster
              + ", has no address at "
              + primary.servers().primary()
              + ": users would get nothing. Is the name written right?");
    }
    return Optional.empty();
  }

  private boolean leadsNowhere(Name target) {
    for (int type : Kind.ADDRESSES.types()) {
      Message answer = primary.ask(target, type);
      boolean delegated =
          answer.getSection(Section.AUTHORITY).stream().anyMatch(it -> it.getType() == Type.NS)
              && !answer.getHeader().getFlag(org.xbill.DNS.Flags.AA);
      if (delegated || !answer.getSection(Section.ANSWER).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
