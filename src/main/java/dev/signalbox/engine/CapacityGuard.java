package dev.signalbox.engine;

import dev.signalbox.port.LoadBalancer.NodeState;
import java.util.List;

/** Guards. */
final class CapacityGuard {
  private CapacityGuard() {}

  /** Answer. */
  sealed interface Answer {
    /** Yes. */
    record Allowed() implements Answer {}

    /** No. */
    record Refused(String reason) implements Answer {}
  }

  static Answer mayDrain(String cluster, List<NodeState> nodes, List<String> drain, int minimum) {
    long left = nodes.stream().filter(n -> n.serves() && !drain.contains(n.node())).count();
    boolean takesSome = nodes.stream().anyMatch(n -> n.serves() && drain.contains(n.node()));
    return !takesSome || left >= minimum
        ? new Answer.Allowed()
        : new Answer.Refused(
            "draining "
                + String.join(", ", drain)
                + " would leave "
                + left
                + " of "
                + nodes.size()
                + " nodes of "
                + cluster
                + " serving; the minimum is "
                + minimum);
  }
}
