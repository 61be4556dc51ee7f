package dev.signalbox.port;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.topology.Node;
import java.util.List;
import java.util.OptionalInt;

/**
 * Spreads a cluster's traffic over its nodes. Failures as in {@link TrafficSwitch}; all changes are
 * idempotent.
 */
public interface LoadBalancer {

  /** Whether the balancer sends a node new requests. */
  enum Rotation {
    /** It does, as long as the node is healthy. */
    READY,
    /** It does not; old ones may still run. */
    DRAINED
  }

  /**
   * One node as the balancer sees it.
   *
   * @param active requests or connections under way; empty where the balancer cannot say
   */
  record NodeState(String node, Rotation rotation, boolean healthy, OptionalInt active) {
    /** Whether it takes new requests now. */
    public boolean serves() {
      return rotation == Rotation.READY && healthy;
    }
  }

  /** Every node of the cluster, live from the balancer; empty for an unknown cluster. */
  List<NodeState> nodes(String cluster);

  /**
   * Stops new requests to the node and waits until none is under way. {@link StepOutcome.Failed}
   * when the time is out before that: the node stays drained. {@link StepOutcome.Stopped} when
   * people asked to stop: the node stays drained too, and is restored by the undo.
   */
  StepOutcome drain(String cluster, Node node, Attempt attempt);

  /**
   * Sends the node new requests again, and waits until the balancer finds it healthy. {@link
   * StepOutcome.Failed} when that does not happen in time; the node is then in rotation all the
   * same, but takes nothing. A balancer that would send requests to an unhealthy node in rotation,
   * as the DNS does, leaves it drained instead where its cluster is live.
   */
  StepOutcome restore(String cluster, Node node, Attempt attempt);
}
