package dev.signalbox.app.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One application in one stage: either clusters that stay, or server groups.
 *
 * @param clusters their names; the first one is live when a lab starts for the first time
 * @param nodes by cluster, where each node answers, in the order in which they are rolled
 * @param entrances by cluster, where it answers through the router without being live
 * @param maintenance the names of the nodes that are down for maintenance
 * @param serverGroupSize how many nodes a new server group has
 * @param equipment what the lane works with
 * @param labPort where a lab inside the bot's process takes the lane's production traffic
 * @param labUsers how the lab's users find it; by its port, if nothing is said
 */
public record LaneProperties(
    @DefaultValue List<String> clusters,
    @DefaultValue Map<String, Map<String, URI>> nodes,
    @DefaultValue Map<String, URI> entrances,
    @DefaultValue Set<String> maintenance,
    @Nullable Integer serverGroupSize,
    @Nullable Integer labPort,
    @Nullable LabUsers labUsers,
    @DefaultValue EquipmentProperties equipment,
    @DefaultValue RolloutProperties rollout,
    @DefaultValue SmokeProperties smoke,
    @DefaultValue WarmUpProperties warmUp,
    @DefaultValue WatchProperties watch) {

  /**
   * How the lab's users find the lane, when they do so by a name in the DNS.
   *
   * @param host the name
   * @param resolver where they ask: an address and a port
   * @param addresses by cluster, where on loopback its users come in, at the lab's port
   */
  public record LabUsers(
      @Nullable String host,
      @Nullable String resolver,
      @DefaultValue Map<String, String> addresses) {}
}
