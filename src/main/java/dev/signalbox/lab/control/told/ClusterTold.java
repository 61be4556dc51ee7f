package dev.signalbox.lab.control.told;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A cluster, or a server group.
 *
 * @param name unique in its lane
 * @param live whether production traffic goes to it
 * @param entrance where the proxy answers for it whatever is live
 * @param inFlight production requests that its nodes are answering
 * @param group what is written on a server group; empty for a cluster that stays
 * @param nodes in their order
 */
public record ClusterTold(
    String name,
    boolean live,
    URI entrance,
    int inFlight,
    Optional<Group> group,
    List<NodeTold> nodes) {

  /** Copies the nodes. */
  public ClusterTold {
    nodes = List.copyOf(nodes);
  }

  /**
   * What is written on a server group.
   *
   * @param version what it was made for
   * @param deployment the number of the deployment that made it; empty for the first group
   * @param work how far the making of it is
   */
  public record Group(String version, OptionalLong deployment, WorkTold work) {}
}
