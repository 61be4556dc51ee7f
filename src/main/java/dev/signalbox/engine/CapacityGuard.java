package dev.signalbox.engine;

import dev.signalbox.port.LoadBalancer.NodeState;
import java.util.List;

/** Keeps a cluster above its minimum of serving nodes, counted before each drain (promise 9). */
final class CapacityGuard {

  private CapacityGuard() {}

  /** Whether a drain may be done. */
  sealed interface Answer {
    /** It may. */
    record Allowed() implements Answer {}

    /** It may not, for a reason that people read. */
    record Refused(String reason) implements Answer {}
  }

  /**
   * Judges a drain by what the balancer says now. Nodes that serve nothing may always be drained:
   * that takes nothing away.
   *
   * @param drain the names of the nodes that are to be drained at once
   */
  static Answer mayDrain(String cluster, List<NodeState> nodes, List<String> drain, int minimum) {
    List<String> known = nodes.stream().map(NodeState::node).toList();
    List<String> strange = drain.stream().filter(name -> !known.contains(name)).toList();
    if (!strange.isEmpty()) {
      return new Answer.Refused(
          "the load balancer does not know "
              + listed(strange)
              + " in "
              + cluster
              + ", so what a drain would leave cannot be counted");
    }
    List<String> serving = nodes.stream().filter(NodeState::serves).map(NodeState::node).toList();
    long left = serving.stream().filter(name -> !drain.contains(name)).count();
    boolean takesNothing = left == serving.size();
    return takesNothing || left >= minimum
        ? new Answer.Allowed()
        : new Answer.Refused(refusal(cluster, drain, left, nodes.size(), minimum));
  }

  private static String refusal(
      String cluster, List<String> drain, long left, int all, int minimum) {
    return "draining "
        + listed(drain)
        + " would leave "
        + left
        + " of "
        + all
        + " nodes of "
        + cluster
        + " serving; the minimum is "
        + minimum;
  }

  private static String listed(List<String> names) {
    return String.join(" and ", names);
  }
}
