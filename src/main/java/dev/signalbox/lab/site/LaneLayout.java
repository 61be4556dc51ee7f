package dev.signalbox.lab.site;

import dev.signalbox.topology.Lane;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How a lane of the lab is made, before anything was deployed to it. */
public sealed interface LaneLayout {

  /** The lane. */
  Lane lane();

  /** Where production traffic comes in, on loopback; 0 for any free port. */
  int port();

  /** Whether the layout says at which port the node of this name listens. */
  default boolean names(String node) {
    return switch (this) {
      case OfClusters fixed ->
          fixed.clusters().stream()
              .flatMap(cluster -> cluster.nodes().stream())
              .anyMatch(layout -> layout.name().equals(node) && layout.port() != 0);
      case OfGroups _ -> false;
    };
  }

  /**
   * A lane of clusters that stay; the first one is live at first.
   *
   * @param clusters one or more
   * @param users how users find the lane, where they do so by a name in the DNS
   */
  record OfClusters(Lane lane, int port, List<ClusterLayout> clusters, Optional<UsersByName> users)
      implements LaneLayout {
    /** A lane whose users know its port. */
    public OfClusters(Lane lane, int port, List<ClusterLayout> clusters) {
      this(lane, port, clusters, Optional.empty());
    }

    /** Copies the clusters and refuses none at all. */
    public OfClusters {
      clusters = List.copyOf(clusters);
      if (clusters.isEmpty()) {
        throw new IllegalArgumentException("lane " + lane + " has no clusters; name at least one");
      }
    }
  }

  /**
   * Users who ask the DNS for the lane's address, and keep the answer for its TTL. Each cluster
   * listens at an address of its own for them, so that a name decides what is live.
   *
   * @param host the name that they ask for
   * @param resolver where they ask, over UDP
   * @param addresses by cluster, each on loopback
   */
  record UsersByName(String host, InetSocketAddress resolver, Map<String, String> addresses) {
    /** Copies the addresses. */
    public UsersByName {
      addresses = Map.copyOf(addresses);
    }
  }

  /** How users find the lane, where they do so by a name. */
  default Optional<UsersByName> byName() {
    return switch (this) {
      case OfClusters fixed -> fixed.users();
      case OfGroups _ -> Optional.empty();
    };
  }

  /**
   * A lane of server groups, which begins with one group on the first version.
   *
   * @param size nodes of that first group, at least 1
   */
  record OfGroups(Lane lane, int port, int size) implements LaneLayout {
    /** Refuses a size below one. */
    public OfGroups {
      if (size < 1) {
        throw new IllegalArgumentException(
            "lane %s: found a group of %d nodes, write at least 1".formatted(lane, size));
      }
    }
  }

  /**
   * A cluster that stays.
   *
   * @param name unique in the lane
   * @param nodes in the order in which they are rolled
   */
  record ClusterLayout(String name, List<NodeLayout> nodes) {
    /** Copies the nodes. */
    public ClusterLayout {
      nodes = List.copyOf(nodes);
    }

    /** A cluster of so many nodes, named after it, each at any free port. */
    public static ClusterLayout ofSize(String name, int size) {
      return new ClusterLayout(
          name,
          IntStream.rangeClosed(1, size)
              .mapToObj(number -> new NodeLayout(name + "-" + number, 0))
              .toList());
    }
  }

  /**
   * A node of a cluster that stays.
   *
   * @param name unique in the lane
   * @param port on loopback; 0 for any free one, which it then keeps
   */
  record NodeLayout(String name, int port) {}
}
