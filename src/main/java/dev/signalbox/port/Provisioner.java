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

  /** What a version stands for at this moment. */
  sealed interface Resolved {
    /**
     * Exactly this, whatever the version will stand for later.
     *
     * @param artifact a name that is never given to anything else, such as an image's digest
     */
    record Exactly(String artifact) implements Resolved {}

    /** The version's name is all that there is to say. */
    record NameOnly() implements Resolved {}

    /**
     * There is no such version, or it cannot be had.
     *
     * @param reason what was looked for, what was found and what to do, in words for the channel
     */
    record Missing(String reason) implements Resolved {}
  }

  /**
   * One server group that is to be.
   *
   * @param artifact what {@link #resolve} said when the plan was made; empty for {@link
   *     Resolved.NameOnly}
   * @param madeFor the deployment; empty for a lane's first group, which none has made
   */
  record Wanted(
      String group,
      Version version,
      Optional<String> artifact,
      int size,
      Optional<DeploymentId> madeFor) {}

  /** Finds out what the version stands for now. Changes nothing that anybody is served from. */
  Resolved resolve(Version version);

  /**
   * Makes the group and waits until all of its nodes are healthy and the router knows them. A group
   * of that name, version, artifact and size that is there already is adopted. What is made is the
   * artifact that was wanted, or nothing: where it cannot be had any more, that is {@link
   * StepOutcome.Failed}, which may leave a part of the group behind that {@link #retire} removes.
   */
  StepOutcome provision(Wanted wanted, Attempt attempt);

  /** Removes the group wholly, from the router too. Done also when there is none. */
  StepOutcome retire(String group, Attempt attempt);
}
