package dev.signalbox.port;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Optional;

/**
 * Creates and destroys the server groups of one lane. Failures as in {@link TrafficSwitch}; all
 * changes are idempotent.
 */
public interface Provisioner {

  /**
   * One server group that exists.
   *
   * @param madeFor the deployment that made it, by its label; empty where the label is missing
   */
  record ServerGroup(Cluster cluster, Version version, Optional<DeploymentId> madeFor) {}

  /** Every server group of the lane, asked of the machines themselves. */
  List<ServerGroup> groups();

  /**
   * Makes the group and waits until all of its nodes are healthy and the router knows them. A group
   * of that name, version and size that is there already is adopted. {@link StepOutcome.Failed} may
   * leave a part of the group behind, which {@link #retire} removes.
   */
  StepOutcome provision(
      String group, Version version, int size, DeploymentId madeFor, Attempt attempt);

  /** Removes the group wholly, from the router too. Done also when there is none. */
  StepOutcome retire(String group, Attempt attempt);
}
