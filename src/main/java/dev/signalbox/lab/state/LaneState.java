package dev.signalbox.lab.state;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is true of a lane.
 *
 * @param live the cluster that production traffic goes to
 * @param prepared whether a swap is being prepared
 * @param clusters in their order
 */
public record LaneState(String live, boolean prepared, List<ClusterState> clusters) {

  /** Copies the clusters. */
  public LaneState {
    clusters = List.copyOf(clusters);
  }

  /** The cluster of that name, or empty. */
  public Optional<ClusterState> cluster(String name) {
    return clusters.stream().filter(cluster -> cluster.name().equals(name)).findFirst();
  }

  /** The node of that name, or empty. */
  public Optional<NodeState> node(String name) {
    return clusters.stream()
        .flatMap(cluster -> cluster.nodes().stream())
        .filter(node -> node.name().equals(name))
        .findFirst();
  }

  /** The cluster that has the node, or empty. */
  public Optional<ClusterState> clusterOf(String node) {
    return clusters.stream().filter(cluster -> cluster.has(node)).findFirst();
  }

  /** The same lane with production traffic going elsewhere, and nothing prepared. */
  public LaneState switchedTo(String cluster) {
    return new LaneState(cluster, false, clusters);
  }

  /** The same lane with a swap prepared, or with the preparation undone. */
  public LaneState prepared(boolean now) {
    return new LaneState(live, now, clusters);
  }

  /** The same lane with one node changed. */
  public LaneState withNode(String name, UnaryOperator<NodeState> change) {
    UnaryOperator<NodeState> onlyThat =
        node -> node.name().equals(name) ? change.apply(node) : node;
    return new LaneState(
        live, prepared, clusters.stream().map(cluster -> cluster.withNodes(onlyThat)).toList());
  }

  /** The same lane with one cluster more, at the end. */
  public LaneState with(ClusterState cluster) {
    return new LaneState(
        live, prepared, Stream.concat(clusters.stream(), Stream.of(cluster)).toList());
  }

  /** The same lane without that cluster. */
  public LaneState without(String cluster) {
    return new LaneState(
        live, prepared, clusters.stream().filter(state -> !state.name().equals(cluster)).toList());
  }
}
