package dev.signalbox.lab.proxy;

import java.util.List;

/**
 * What the router knew of a cluster at one moment.
 *
 * @param name such as {@code green}
 * @param live whether production traffic goes to it
 * @param inFlight production requests its nodes are answering now; zero once the cluster is not
 *     live means that it has settled
 * @param nodes its nodes in their order
 */
public record ClusterView(String name, boolean live, int inFlight, List<BackendView> nodes) {

  /** Copies the nodes. */
  public ClusterView {
    nodes = List.copyOf(nodes);
  }

  /** How many nodes get requests when the cluster does. */
  public int inRotation() {
    return (int) nodes.stream().filter(BackendView::inRotation).count();
  }
}
