package dev.signalbox.lab.control.told;

import java.net.URI;
import java.util.List;

/**
 * A lane.
 *
 * @param lane written {@code application/stage}
 * @param entrance where users' requests come in
 * @param live the cluster that they go to
 * @param prepared whether a swap is being prepared
 * @param trickle requests per second that the lab sends by itself
 * @param clusters in their order
 */
public record LaneTold(
    String lane,
    URI entrance,
    String live,
    boolean prepared,
    int trickle,
    List<ClusterTold> clusters) {

  /** Copies the clusters. */
  public LaneTold {
    clusters = List.copyOf(clusters);
  }
}
