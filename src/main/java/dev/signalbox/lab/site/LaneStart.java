package dev.signalbox.lab.site;

import dev.signalbox.lab.site.LaneLayout.ClusterLayout;
import dev.signalbox.lab.site.LaneLayout.NodeLayout;
import dev.signalbox.lab.state.ClusterState;
import dev.signalbox.lab.state.GroupLabel;
import dev.signalbox.lab.state.LaneState;
import dev.signalbox.lab.state.NodeState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** What a lane begins with: what is remembered of it, fitted to how it is laid out now. */
final class LaneStart {
  /** What everything runs at the very first start. */
  static final String FIRST_VERSION = "v1";

  private LaneStart() {}

  static LaneState of(LaneLayout layout, Optional<LaneState> remembered) {
    return switch (layout) {
      case LaneLayout.OfGroups groups -> remembered.orElseGet(() -> firstGroup(groups));
      case LaneLayout.OfClusters fixed -> clusters(fixed, remembered);
    };
  }

  private static LaneState firstGroup(LaneLayout.OfGroups layout) {
    String name = layout.lane().application() + "-" + FIRST_VERSION;
    List<NodeState> nodes =
        IntStream.rangeClosed(1, layout.size())
            .mapToObj(number -> NodeState.of(name + "-" + number, 0, FIRST_VERSION, true))
            .toList();
    GroupLabel label = new GroupLabel(FIRST_VERSION, OptionalLong.empty());
    return new LaneState(name, false, List.of(new ClusterState(name, Optional.of(label), nodes)));
  }

  private static LaneState clusters(LaneLayout.OfClusters layout, Optional<LaneState> remembered) {
    List<ClusterState> clusters =
        layout.clusters().stream()
            .map(
                cluster ->
                    cluster(cluster, remembered.flatMap(lane -> lane.cluster(cluster.name()))))
            .toList();
    String live =
        remembered
            .map(LaneState::live)
            .filter(name -> layout.clusters().stream().anyMatch(it -> it.name().equals(name)))
            .orElse(layout.clusters().getFirst().name());
    return new LaneState(live, remembered.map(LaneState::prepared).orElse(false), clusters);
  }

  private static ClusterState cluster(ClusterLayout layout, Optional<ClusterState> remembered) {
    List<NodeState> known = remembered.map(ClusterState::nodes).orElse(List.of());
    String version = known.stream().findFirst().flatMap(NodeState::version).orElse(FIRST_VERSION);
    List<NodeState> nodes =
        layout.nodes().stream()
            .map(
                node ->
                    known.stream()
                        .filter(state -> state.name().equals(node.name()))
                        .findFirst()
                        .map(state -> atPort(state, node))
                        .orElseGet(() -> NodeState.of(node.name(), node.port(), version, true)))
            .toList();
    return new ClusterState(layout.name(), Optional.empty(), nodes);
  }

  private static NodeState atPort(NodeState state, NodeLayout layout) {
    return layout.port() == 0 ? state : state.atPort(layout.port());
  }
}
