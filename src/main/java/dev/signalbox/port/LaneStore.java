package dev.signalbox.port;

import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;

/** What belongs to lanes rather than to deployments. Changes within {@link Transactions#in}. */
public interface LaneStore {

  /** Every hold that was not released, also those whose time has passed. */
  List<Hold> holds();

  /** Lays a hold; one on the same scope is replaced. */
  void hold(Hold hold);

  /** Takes the hold on the scope off; empty when there was none. */
  Optional<Hold> release(Hold.Scope scope);

  /**
   * Locks the lane until the transaction ends: {@link DeploymentStore#begin} in it waits meanwhile,
   * and what was begun before is visible afterwards.
   */
  void lock(Lane lane);

  /** The lane's kept cluster, also when its time has passed. */
  Optional<KeptCluster> kept(Lane lane);

  /** Every kept cluster. */
  List<KeptCluster> kept();

  /** Keeps a cluster; an earlier one of the lane is replaced. */
  void keep(KeptCluster kept);

  /** Keeps nothing any more. */
  void forgetKept(Lane lane);

  /** The cluster that was last seen live. */
  Optional<String> lastSeenLive(Lane lane);

  /** Notes the cluster that was seen live. */
  void sawLive(Lane lane, String cluster);
}
