package dev.signalbox.topology;

import java.net.URI;
import java.util.List;

/**
 * A set of nodes that takes traffic together; in red/black a server group made for one version.
 *
 * @param name unique within its lane, for example {@code green}
 * @param nodes in the order in which they are rolled; never empty for a fixed cluster
 * @param entrance where this cluster answers through the router without being live, or the first
 *     node's address where the router offers none
 */
public record Cluster(String name, List<Node> nodes, URI entrance) {

  /** Refuses a name outside the grammar and copies the nodes. */
  public Cluster {
    Names.require("cluster", name);
    nodes = List.copyOf(nodes);
  }

  @Override
  public String toString() {
    return name;
  }
}
