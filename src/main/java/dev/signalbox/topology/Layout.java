package dev.signalbox.topology;

import java.util.List;
import java.util.Optional;

/** How a lane is made: of clusters that stay, or of server groups that come and go. */
public sealed interface Layout {

  /**
   * Two clusters that stay, between which traffic is swapped, or one that is only ever rolled.
   *
   * @param clusters one or two, with distinct names
   */
  record FixedClusters(List<Cluster> clusters) implements Layout {

    /** Copies the clusters; refuses other numbers than one and two, and names used twice. */
    public FixedClusters {
      clusters = List.copyOf(clusters);
      if (clusters.isEmpty() || clusters.size() > 2) {
        throw new IllegalArgumentException(
            "clusters: found " + clusters.size() + ", write one or two");
      }
      if (clusters.stream().map(Cluster::name).distinct().count() != clusters.size()) {
        throw new IllegalArgumentException("clusters: a name is used twice");
      }
    }

    /** The cluster of that name, or empty. */
    public Optional<Cluster> named(String name) {
      return clusters.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The cluster beside the named one, or empty where there is only one. */
    public Optional<Cluster> other(String name) {
      return clusters.stream().filter(c -> !c.name().equals(name)).findFirst();
    }
  }

  /**
   * Server groups, each made by the provisioner for one version.
   *
   * @param size nodes in a new group, at least 1
   */
  record ServerGroups(int size) implements Layout {

    /** Refuses a size below one. */
    public ServerGroups {
      if (size < 1) {
        throw new IllegalArgumentException(
            "server-group size: found " + size + ", write at least 1");
      }
    }
  }
}
