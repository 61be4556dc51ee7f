package dev.signalbox.traffic.dns;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsCluster;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Update;

/** Tries what a balancer needs of the zone's servers, without changing anything. */
final class BalancerInspection {
  private final DnsBalancerSettings settings;
  private final Primary primary;
  private final Everywhere everywhere;

  BalancerInspection(DnsBalancerSettings settings, Primary primary, Everywhere everywhere) {
    this.settings = settings;
    this.primary = primary;
    this.everywhere = everywhere;
  }

  List<Finding> inspect(Duration limit) {
    Deadline deadline = Deadline.in(limit);
    List<Finding> findings = new ArrayList<>();
    for (DnsCluster cluster : settings.clusters()) {
      String what = "addresses of " + cluster.cluster() + " at " + cluster.name();
      if (deadline.isPast()) {
        findings.add(new Finding.Untried(what, "the time was used up before"));
      } else {
        findings.add(addresses(what, cluster));
        findings.add(permission(cluster));
      }
    }
    return findings;
  }

  private Finding addresses(String what, DnsCluster cluster) {
    try {
      Present present = primary.read(DnsNames.absolute("name", cluster.name()), Kind.ADDRESSES);
      List<String> missing =
          cluster.nodes().stream()
              .filter(it -> !ClusterAddresses.has(List.of(present), it))
              .map(it -> it.node().name())
              .toList();
      List<String> known =
          cluster.nodes().stream().map(DnsNode::addresses).flatMap(List::stream).toList();
      List<String> strange =
          present.records().stream()
              .map(it -> DnsNames.address("address", it.rdataToString()).getHostAddress())
              .filter(it -> !known.contains(it))
              .toList();
      if (!strange.isEmpty()) {
        return new Finding.Bad(
            what,
            String.join(", ", strange) + " belongs to no node",
            "take it out of the zone, or write it under addresses");
      }
      if (!missing.isEmpty()) {
        return new Finding.Bad(
            what,
            String.join(", ", missing) + " is drained",
            "put its address back, with nsupdate");
      }
      Survey survey = everywhere.authoritative(present);
      return survey.unanimous()
          ? new Finding.Good(what, present.text())
          : new Finding.Bad(what, survey.text(), "mend its transfers");
    } catch (PortFailure.Unreachable e) {
      return new Finding.Bad(what, e.reason(), "mend primary, zone or key; see docs/dns.md");
    }
  }

  /** Deletes addresses that nobody has: it needs the permission, and changes nothing. */
  private Finding permission(DnsCluster cluster) {
    String what = "permission to change " + cluster.name();
    Update update = new Update(primary.zone());
    var name = DnsNames.absolute("name", cluster.name());
    update.delete(Targets.address(name, "192.0.2.255"));
    update.delete(Targets.address(name, "2001:db8::ffff"));
    try {
      return switch (primary.change(update)) {
        case Primary.Reply.Taken _ -> new Finding.Good(what, "the key is accepted");
        case Primary.Reply.NotAsRequired(String code) ->
            new Finding.Bad(what, "the server answers " + code, "look at the server's log");
        case Primary.Reply.Refused(String reason) ->
            new Finding.Bad(what, reason, "grant the key the name; see docs/dns.md");
      };
    } catch (PortFailure e) {
      return new Finding.Bad(what, e.reason(), "grant the key the name; see docs/dns.md");
    }
  }
}
