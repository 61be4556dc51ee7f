package dev.signalbox.simulation;

import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.Optional;

/** One machine: what is installed on it, whether it is ill, and what the balancer does with it. */
final class SimNode {
  final Node node;
  Optional<Version> installed;
  Rotation rotation = Rotation.READY;
  boolean ill;

  SimNode(Node node, Optional<Version> installed) {
    this.node = node;
    this.installed = installed;
  }

  boolean healthy() {
    return installed.isPresent() && !ill;
  }

  boolean serves() {
    return rotation == Rotation.READY && healthy();
  }
}
