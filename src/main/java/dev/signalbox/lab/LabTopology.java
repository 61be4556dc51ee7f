package dev.signalbox.lab;

import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.control.told.Told;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import java.net.URI;
import java.util.List;

/** What the lab is made of, in the words of the bot; asked of the lab, which chose the ports. */
public record LabTopology(LabClient client) {

  /** Every lane of the lab. */
  public List<Lane> lanes() {
    return client.see("/lab", Told.Lab.class).lanes().stream()
        .map(told -> Lane.parse(told.lane()))
        .toList();
  }

  /** The layout of one lane; throws {@link dev.signalbox.port.PortFailure.Unreachable}. */
  public Layout layout(Lane lane) {
    LaneTold told = new LabLane(client, lane).look();
    boolean ofGroups = told.clusters().stream().anyMatch(it -> it.group().isPresent());
    return ofGroups
        ? new Layout.ServerGroups(told.clusters().getFirst().nodes().size())
        : new Layout.FixedClusters(told.clusters().stream().map(LabTopology::cluster).toList());
  }

  /** Where production traffic of the lane comes in. */
  public URI entrance(Lane lane) {
    return new LabLane(client, lane).look().entrance();
  }

  static Cluster cluster(ClusterTold told) {
    List<Node> nodes =
        told.nodes().stream().map(node -> new Node(node.name(), node.address())).toList();
    return new Cluster(told.name(), nodes, told.entrance());
  }
}
