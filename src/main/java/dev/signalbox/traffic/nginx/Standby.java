package dev.signalbox.traffic.nginx;

import dev.signalbox.topology.Cluster;
import java.util.Optional;
import java.util.function.Function;

/** Says what speaks against sending production to a cluster. */
@FunctionalInterface
public interface Standby {

  /** Why it must not go live; empty when nothing speaks against it. */
  Optional<String> fault(String cluster);

  /**
   * Wants one healthy node at least, of the clusters whose nodes are known.
   *
   * @param clusters finds a cluster by its name
   */
  static Standby withHealthyNode(Function<String, Optional<Cluster>> clusters, NodeHealth health) {
    return name ->
        clusters
            .apply(name)
            .filter(it -> it.nodes().stream().noneMatch(health::isHealthy))
            .map(it -> it + " has no healthy node.");
  }
}
