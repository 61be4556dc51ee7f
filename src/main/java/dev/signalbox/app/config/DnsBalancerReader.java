package dev.signalbox.app.config;

import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.dns.DnsBalancerSettings;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsCluster;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsNode;
import dev.signalbox.traffic.dns.DnsContext;
import dev.signalbox.traffic.dns.DnsLoadBalancer;
import dev.signalbox.traffic.dns.DnsServers;
import dev.signalbox.traffic.dns.DnsSwitchSettings;
import dev.signalbox.traffic.dns.NodeHealth;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a lane's balancer that is the DNS. */
final class DnsBalancerReader {
  private static final URI SOMEWHERE = URI.create("http://127.0.0.1:1");

  private final Problems problems;
  private final LaneShape shape;
  private final DnsReader dns;

  /** Reads for a lane of this shape. */
  DnsBalancerReader(Problems problems, LaneShape shape) {
    this.problems = problems;
    this.shape = shape;
    this.dns = new DnsReader(problems, shape);
  }

  /** All that is read, before it is known where each node is. */
  private record Read(
      DnsProperties.Balancer written,
      DnsServers servers,
      Optional<DnsSwitchSettings> production,
      NodeHealth health) {

    /** Throws where a node has no address. */
    DnsBalancerSettings settings(List<Cluster> clusters) {
      return new DnsBalancerSettings(
          servers,
          clusters.stream().map(this::cluster).toList(),
          new DnsBalancerSettings.Times(written.ttl(), written.margin()),
          production,
          health);
    }

    private DnsCluster cluster(Cluster cluster) {
      String name = Inherited.or(written.clusters().get(cluster.name()), "");
      return new DnsCluster(
          cluster.name(), name, cluster.nodes().stream().map(this::node).toList());
    }

    private DnsNode node(Node node) {
      List<String> addresses = written.addresses().get(node.name());
      return addresses != null
          ? new DnsNode(node, addresses)
          : DnsNode.of(node)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "node "
                              + node
                              + " is at "
                              + node.address()
                              + ", which is a name: write its addresses under addresses."
                              + node));
    }
  }

  /**
   * The balancer; empty when there are problems with it.
   *
   * @param production the lane's switch, where that is the DNS, and its field
   */
  Optional<Part<LoadBalancer>> loadBalancer(
      String field,
      DnsProperties.Balancer written,
      DnsProperties.@Nullable Switch production,
      String productionField) {
    Optional<NodeHealth> health = health(field, written);
    boolean covered = dns.coversClusters(field + ".clusters", written.clusters().keySet());
    Optional<DnsSwitchSettings> known =
        production == null ? Optional.empty() : dns.settings(productionField, production);
    Optional<DnsServers> servers =
        written.servers() == null && production != null
            ? known.map(DnsSwitchSettings::servers)
            : dns.servers(field + ".servers", written.servers());
    if (servers.isEmpty() || health.isEmpty() || !covered) {
      return Optional.empty();
    }
    Read read = new Read(written, servers.get(), known, health.get());
    return problems
        .attempt(field + ".clusters", () -> read.settings(clusters()))
        .map(_ -> site -> balancer(read, site));
  }

  private static LoadBalancer balancer(Read read, Part.Site site) {
    return switch (site.lane().layout()) {
      case Layout.FixedClusters(List<Cluster> clusters) ->
          new DnsLoadBalancer(read.settings(clusters), DnsContext.of(site.clock()));
      case Layout.ServerGroups _ ->
          throw new IllegalStateException(site.lane().lane() + " has no clusters that stay");
    };
  }

  private Optional<NodeHealth> health(String field, DnsProperties.Balancer written) {
    var timeout = problems.positive(field + ".health-timeout", written.healthTimeout());
    return problems.attempt(
        field + ".health-path",
        () -> new NodeHealth(Optional.ofNullable(written.healthPath()), timeout));
  }

  /** As far as it is written where the nodes are: in the lab that is not known yet. */
  private List<Cluster> clusters() {
    return switch (shape) {
      case LaneShape.Groups _ -> List.of();
      case LaneShape.Clusters(Map<String, List<LaneShape.NodePlace>> nodes, var _, var _) ->
          nodes.entrySet().stream()
              .map(it -> new Cluster(it.getKey(), places(it.getValue()), SOMEWHERE))
              .toList();
    };
  }

  private static List<Node> places(List<LaneShape.NodePlace> places) {
    return places.stream().map(it -> new Node(it.name(), it.address().orElse(SOMEWHERE))).toList();
  }
}
