package dev.signalbox.deployment;

import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One lane as it is configured: how it is made and how versions reach it.
 *
 * @param layout without the nodes that are down for maintenance
 * @param down by cluster, the names of the nodes that are down for maintenance
 */
public record LaneSpec(
    Lane lane,
    Layout layout,
    RolloutPolicy rollout,
    SmokePolicy smoke,
    WarmUpPolicy warmUp,
    WatchPolicy watch,
    Map<String, List<String>> down) {

  /** Copies what is down. */
  public LaneSpec {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    down.forEach((cluster, names) -> copy.put(cluster, List.copyOf(names)));
    down = Collections.unmodifiableMap(copy);
  }

  /** With every node in service. */
  public LaneSpec(
      Lane lane,
      Layout layout,
      RolloutPolicy rollout,
      SmokePolicy smoke,
      WarmUpPolicy warmUp,
      WatchPolicy watch) {
    this(lane, layout, rollout, smoke, warmUp, watch, Map.of());
  }

  /** The nodes of this cluster that are down for maintenance. */
  public List<String> down(String cluster) {
    return down.getOrDefault(cluster, List.of());
  }

  /**
   * How many nodes of a cluster have to stay healthy. A share is one of the whole cluster, also of
   * the nodes that are down: what users need does not get less by that.
   *
   * @param inService how many of its nodes are not down
   */
  public int minimumHealthy(String cluster, int inService) {
    return rollout.minimumHealthy().minimumOf(inService + down(cluster).size());
  }
}
