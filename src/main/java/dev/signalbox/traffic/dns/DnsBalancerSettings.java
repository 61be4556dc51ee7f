package dev.signalbox.traffic.dns;

import dev.signalbox.topology.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one lane's nodes are taken out of their cluster's addresses.
 *
 * @param clusters each cluster's name and nodes
 * @param times how long answers live
 * @param production the switch of the lane, where that is the DNS too: then it is known which
 *     cluster is live, and that nobody is sent to the other
 */
public record DnsBalancerSettings(
    DnsServers servers,
    List<DnsCluster> clusters,
    Times times,
    Optional<DnsSwitchSettings> production,
    NodeHealth health) {

  /**
   * How long answers live.
   *
   * @param ttl of the addresses, where a name has none left that would tell
   * @param margin added to each wait for old answers
   */
  public record Times(Duration ttl, Duration margin) {}

  /**
   * A cluster's name, whose addresses are those of its nodes.
   *
   * @param cluster such as {@code blue}
   * @param name such as {@code blue.shop.example.org}
   */
  public record DnsCluster(String cluster, String name, List<DnsNode> nodes) {
    /** Copies the list; refuses what is no domain name. */
    public DnsCluster {
      nodes = List.copyOf(nodes);
      name = DnsNames.absolute("name", name).toString();
    }

    /** The node of that name, if it is the cluster's. */
    Optional<DnsNode> named(String node) {
      return nodes.stream().filter(it -> it.node().name().equals(node)).findFirst();
    }
  }

  /**
   * A node, and its addresses in the DNS.
   *
   * @param addresses of IPv4, IPv6 or both
   */
  public record DnsNode(Node node, List<String> addresses) {
    /** Copies the list; refuses an empty one and what is no address. */
    public DnsNode {
      addresses = addresses.stream().map(DnsNode::canonical).toList();
      if (addresses.isEmpty()) {
        throw new IllegalArgumentException(
            "addresses of " + node + ": found none, write at least one");
      }
    }

    private static String canonical(String address) {
      return DnsNames.address("addresses", address).getHostAddress();
    }

    /** The node with the address in its own URI; empty where that is a name. */
    public static Optional<DnsNode> of(Node node) {
      String host = String.valueOf(node.address().getHost()).replaceAll("[\\[\\]]", "");
      try {
        return Optional.of(new DnsNode(node, List.of(host)));
      } catch (IllegalArgumentException aName) {
        return Optional.empty();
      }
    }
  }

  /** Copies the list; refuses names outside of the zone. */
  public DnsBalancerSettings {
    clusters = List.copyOf(clusters);
    var zone = DnsNames.absolute("zone", servers.zone());
    clusters.forEach(it -> DnsNames.within("name", it.name(), zone));
    if (times.margin().isNegative() || times.ttl().isNegative()) {
      throw new IllegalArgumentException("ttl and margin cannot be below zero");
    }
  }

  /** The cluster of that name. */
  Optional<DnsCluster> cluster(String name) {
    return clusters.stream().filter(it -> it.cluster().equals(name)).findFirst();
  }

  /** Whether the production name has a copy of this cluster's addresses while it is live. */
  boolean isCopied(DnsCluster cluster) {
    return production.stream()
        .flatMap(it -> Stream.ofNullable(it.targets().get(cluster.cluster())))
        .anyMatch(
            it ->
                it instanceof DnsTarget.AddressesOf(String of)
                    && of.equalsIgnoreCase(cluster.name()));
  }
}
