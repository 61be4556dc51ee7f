package dev.signalbox.engine;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Provisioner.ServerGroup;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Layout.FixedClusters;
import dev.signalbox.topology.Layout.ServerGroups;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a lane's clusters: in its configuration, or among the server groups that exist. */
final class Clusters {
  private final Layout layout;
  private final Equipment equipment;

  Clusters(LaneSpec spec, Equipment equipment) {
    this.layout = spec.layout();
    this.equipment = equipment;
  }

  /** The cluster of that name; empty where there is none (any more). */
  Optional<Cluster> find(String name) {
    return switch (layout) {
      case FixedClusters fixed -> fixed.named(name);
      case ServerGroups _ ->
          groups().stream()
              .map(ServerGroup::cluster)
              .filter(c -> c.name().equals(name))
              .findFirst();
    };
  }

  /** Every server group; none in a lane of fixed clusters. */
  List<ServerGroup> groups() {
    return equipment.provisioner().map(p -> p.groups()).orElse(List.of());
  }

  /**
   * The one version that all of the cluster's nodes have.
   *
   * @return empty where there is no such cluster, or where its nodes differ
   */
  Optional<Version> version(String name) {
    if (layout instanceof ServerGroups) {
      return groups().stream()
          .filter(group -> group.cluster().name().equals(name))
          .map(ServerGroup::version)
          .findFirst();
    }
    List<Optional<Version>> found = new ArrayList<>();
    find(name).map(Cluster::nodes).orElse(List.of()).forEach(n -> found.add(installed(n)));
    boolean same = !found.isEmpty() && found.stream().distinct().count() == 1;
    return same ? found.getFirst() : Optional.empty();
  }

  /** What is installed on the node now. */
  Optional<Version> installed(Node node) {
    return equipment
        .installer()
        .map(it -> it.installed(node))
        .orElseGet(
            () ->
                groups().stream()
                    .filter(group -> group.cluster().nodes().contains(node))
                    .map(ServerGroup::version)
                    .findFirst());
  }
}
