package dev.signalbox.app.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a lane is made of, as it is configured. */
sealed interface LaneShape {

  /** How many nodes its smallest cluster has. */
  int smallest();

  /**
   * Clusters that stay.
   *
   * @param nodes by cluster, in their order
   * @param entrances by cluster, where one was written
   */
  record Clusters(Map<String, List<NodePlace>> nodes, Map<String, URI> entrances)
      implements LaneShape {
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
