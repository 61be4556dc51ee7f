package dev.signalbox.app.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a lane is made of, as it is configured. */
sealed interface LaneShape {

  /** How many nodes its smallest cluster has. */
  int smallest();

  /**
   * Clusters that stay.
   *
   * @param nodes by cluster, in their order
   * @param entrances by cluster, where one was written
   * @param maintenance the nodes that are down for maintenance
   */
  record Clusters(
      Map<String, List<NodePlace>> nodes, Map<String, URI> entrances, Set<String> maintenance)
      implements LaneShape {

    /** Those nodes, by cluster. */
    Map<String, List<String>> down() {
      Map<String, List<String>> down = new LinkedHashMap<>();
      nodes.forEach(
          (cluster, places) -> {
            List<String> names =
                places.stream().map(NodePlace::name).filter(maintenance::contains).toList();
            if (!names.isEmpty()) {
              down.put(cluster, names);
            }
          });
      return down;
    }

    @Override
    public int smallest() {
      return nodes.values().stream().mapToInt(List::size).min().orElse(0);
    }
  }

  /** Server groups, the new ones of this many nodes. */
  record Groups(int size) implements LaneShape {
    @Override
    public int smallest() {
      return size;
    }
  }

  /** A node, and where it answers; the lab finds a place for one without. */
  record NodePlace(String name, Optional<URI> address) {}
}
