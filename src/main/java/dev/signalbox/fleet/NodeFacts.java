package dev.signalbox.fleet;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What {@link Placeholders} stand for on the nodes of one lane. */
public record NodeFacts(Lane lane, Layout layout) {

  /** Those of a lane as it is configured. */
  public static NodeFacts of(LaneSpec lane) {
    return new NodeFacts(lane.lane(), lane.layout());
  }

  /**
   * What they stand for in one step.
   *
   * @param host where the node is reached
   */
  public Map<String, String> of(
      Node node, String host, Optional<Version> version, Optional<DeploymentId> deployment) {
    Map<String, String> facts = new HashMap<>();
    facts.put("node", node.name());
    facts.put("host", host);
    facts.put("cluster", cluster(node));
    facts.put("application", lane.application().name());
    facts.put("stage", lane.stage().name());
    facts.put("version", version.map(Version::text).orElse(""));
    facts.put("deployment", deployment.map(it -> Long.toString(it.number())).orElse(""));
    return facts;
  }

  /** Every node of the lane's clusters. */
  public List<Node> nodes() {
    return clusters().stream().flatMap(cluster -> cluster.nodes().stream()).toList();
  }

  /** The host in the node's own address. */
  public static String host(Node node) {
    return Objects.requireNonNullElse(node.address().getHost(), node.name());
  }

  /** The same as variables of the environment, such as {@code SIGNALBOX_NODE}. */
  public static Map<String, String> variables(Map<String, String> facts) {
    Map<String, String> variables = new HashMap<>();
    facts.forEach(
        (name, value) -> variables.put("SIGNALBOX_" + name.toUpperCase(Locale.ROOT), value));
    return variables;
  }

  private String cluster(Node node) {
    return clusters().stream()
        .filter(cluster -> cluster.nodes().contains(node))
        .map(Cluster::name)
        .findFirst()
        .orElse("");
  }

  private List<Cluster> clusters() {
    return switch (layout) {
      case Layout.FixedClusters(List<Cluster> fixed) -> fixed;
      case Layout.ServerGroups _ -> List.of();
    };
  }
}
