package dev.signalbox.app.config;

import dev.signalbox.app.config.LaneShape.NodePlace;
import dev.signalbox.deployment.RolloutPolicy;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes of a lane's shape what the engine works with, and what the lab sets up. */
final class LayoutMaker {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Problems problems;
  private final boolean inLab;
  private final String field;

  /**
   * Where the lab's users come in.
   *
   * @param port of production traffic; 0 for any free one
   * @param users how they find it, where that is not the port alone
   */
  record Doors(int port, Optional<LaneLayout.UsersByName> users) {}

  LayoutMaker(Problems problems, boolean inLab, String field) {
    this.problems = problems;
    this.inLab = inLab;
    this.field = field;
  }

  Optional<LaneSetup> lane(
      Lane lane,
      LaneShape shape,
      Doors doors,
      EquipmentSetup equipment,
      RolloutPolicy rollout,
      LaneSetup.Checks checks) {
    Optional<Layout> layout =
        switch (shape) {
          case LaneShape.Groups(int size) -> Optional.of(new Layout.ServerGroups(size));
          case LaneShape.Clusters clusters -> layout(clusters);
        };
    if (layout.isEmpty()) {
      return Optional.empty();
    }
    boolean onlyTheLabKnows = inLab && shape instanceof LaneShape.Clusters;
    return Optional.of(
        new LaneSetup(
            lane,
            onlyTheLabKnows ? Optional.empty() : layout,
            inLab ? Optional.of(inLab(lane, shape, doors)) : Optional.empty(),
            equipment,
            rollout,
            checks,
            shape instanceof LaneShape.Clusters clusters ? clusters.down() : Map.of()));
  }

  /** The layout; in the lab, where a node may have no address yet, one that stands in for it. */
  private Optional<Layout> layout(LaneShape.Clusters shape) {
    List<Cluster> clusters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, List<NodePlace>> cluster : shape.nodes().entrySet()) {
      String at = field + ".nodes." + Fields.key(cluster.getKey());
      List<Node> nodes = new ArrayList<>();
      for (NodePlace place : cluster.getValue()) {
        String spot = at + "." + Fields.key(place.name());
        if (!names.add(place.name())) {
          problems.add(spot, "a name that another node has", "a name of its own in the lane");
        }
        address(spot, place)
            .flatMap(address -> problems.attempt(spot, () -> new Node(place.name(), address)))
            .filter(it -> !shape.maintenance().contains(it.name()))
            .ifPresent(nodes::add);
      }
      cluster(cluster.getKey(), nodes, shape.entrances()).ifPresent(clusters::add);
    }
    return problems.attempt(field + ".clusters", () -> new Layout.FixedClusters(clusters));
  }

  private Optional<Cluster> cluster(String name, List<Node> nodes, Map<String, URI> entrances) {
    Optional<URI> first = nodes.stream().map(Node::address).findFirst();
    Optional<URI> entrance =
        Optional.ofNullable(entrances.get(name))
            .flatMap(it -> http(field + ".entrances." + Fields.key(name), it))
            .or(() -> first);
    return problems.attempt(
        field + ".clusters",
        () -> new Cluster(name, nodes, entrance.orElse(URI.create("http://127.0.0.1"))));
  }

  private Optional<URI> address(String spot, NodePlace place) {
    Optional<URI> address =
        place.address().map(it -> http(spot, it)).orElseGet(() -> Optional.of(labPlace()));
    if (inLab && address.filter(it -> !LOOPBACK.contains(it.getHost())).isPresent()) {
      problems.add(spot, "'" + address.get() + "'", "http://127.0.0.1:PORT, where the lab's are");
    }
    return address;
  }

  private static URI labPlace() {
    return URI.create("http://127.0.0.1:0");
  }

  private Optional<URI> http(String spot, URI address) {
    if (!SCHEMES.contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
      problems.add(spot, "'" + address + "'", "an address, such as http://10.0.0.1:8080");
      return Optional.empty();
    }
    return Optional.of(address);
  }

  private static LaneLayout inLab(Lane lane, LaneShape shape, Doors doors) {
    int port = doors.port();
    return switch (shape) {
      case LaneShape.Groups(int size) -> new LaneLayout.OfGroups(lane, port, size);
      case LaneShape.Clusters clusters ->
          new LaneLayout.OfClusters(
              lane,
              port,
              clusters.nodes().entrySet().stream()
                  .map(it -> new LaneLayout.ClusterLayout(it.getKey(), labNodes(it.getValue())))
                  .toList(),
              doors.users());
    };
  }

  private static List<LaneLayout.NodeLayout> labNodes(List<NodePlace> nodes) {
    return nodes.stream()
        .map(
            node ->
                new LaneLayout.NodeLayout(
                    node.name(), node.address().map(it -> Math.max(0, it.getPort())).orElse(0)))
        .toList();
  }
}
