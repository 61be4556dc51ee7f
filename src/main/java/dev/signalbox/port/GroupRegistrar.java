package dev.signalbox.port;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import java.util.List;

/**
 * Makes server groups known to the router of one lane, and makes it forget them: what a {@link
 * Provisioner} asks once a group's nodes answer, and before it removes them.
 *
 * <p>A group that is known can be swapped to, and its nodes are drained and restored by their
 * names; it takes no production by being known. What is known outlives a restart of the router and
 * of the bot. Failures as in {@link TrafficSwitch}; all changes are idempotent.
 */
public interface GroupRegistrar {

  /**
   * Every group that the router knows, in no particular order, each with its nodes in the order in
   * which they were registered.
   */
  List<Cluster> registered();

  /**
   * Makes the group known, and waits until the router finds every node healthy. Done at once where
   * the same nodes, by name and address, are known as this group already and healthy.
   *
   * <p>{@link StepOutcome.Failed} without any change where other nodes are known under that name,
   * and where the router has no room for the group. {@link StepOutcome.Failed} when not all nodes
   * are healthy in time, {@link StepOutcome.Stopped} when people asked to stop: the group is known
   * then all the same, until it is {@link #deregister deregistered}.
   *
   * @param nodes at least one
   */
  StepOutcome register(String group, List<Node> nodes, Attempt attempt);

  /**
   * Makes the router forget the group, after what is under way at its nodes has ended. Done also
   * when it is not known.
   *
   * <p>{@link StepOutcome.Failed} without any change where production goes to the group. {@link
   * StepOutcome.Failed} or {@link StepOutcome.Stopped} when something is still under way: its nodes
   * take nothing new, and the group is known until this is asked for again.
   */
  StepOutcome deregister(String group, Attempt attempt);
}
