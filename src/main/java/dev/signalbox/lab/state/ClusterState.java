package dev.signalbox.lab.state;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A cluster: one of the lane's fixed ones, or a server group.
 *
 * @param name unique in its lane
 * @param group what is written on a server group; empty for a fixed cluster
 * @param nodes in their order
 */
public record ClusterState(String name, Optional<GroupLabel> group, List<NodeState> nodes) {

  /** Copies the nodes. */
  public ClusterState {
    nodes = List.copyOf(nodes);
  }

  /** The same cluster with every node changed. */
  public ClusterState withNodes(UnaryOperator<NodeState> change) {
    return new ClusterState(name, group, nodes.stream().map(change).toList());
  }

  /** Whether the node of that name is one of its. */
  public boolean has(String node) {
    return nodes.stream().anyMatch(state -> state.name().equals(node));
  }
}
