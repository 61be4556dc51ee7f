package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.JournalEvent.ApprovalConsumed;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Vote;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.topology.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What a lane is left with when its deployment ends: a kept cluster, a hold, or nothing. */
final class EndOfDeployment {
  private final Stores stores;
  private final LaneSpecs specs;
  private final InstantSource clock;

  EndOfDeployment(Stores stores, LaneSpecs specs, InstantSource clock) {
    this.stores = stores;
    this.specs = specs;
    this.clock = clock;
  }

  /** Writes the end into the transaction that is open: what is kept, the end, what is held. */
  void write(Deployment d, Surroundings around, Actor by) {
    boolean wentWell = d.phase() == Phase.SUCCEEDED || d.phase() == Phase.UNCONVERGED;
    if (wentWell) {
      succeeded(d);
    }
    Version live = around.live().orElseGet(() -> expected(d));
    append(
        d,
        new JournalEvent.DeploymentEnded(
            d.phase(), d.ending(), d.reason(), live, approvers(d), around.traffic()));
    if (wentWell && d.plan().strategy().isRollback()) {
      hold(d, d.requester(), "rolled back to " + d.plan().version() + " (" + d.id() + ")");
    } else if (d.phase() == Phase.ROLLED_BACK) {
      hold(d, Actor.SIGNALBOX, d.id() + " was rolled back: " + d.reason());
    } else if (d.phase() == Phase.ABANDONED) {
      hold(d, by, d.id() + " was abandoned: " + d.reason());
    }
  }

  /** The lane's kept cluster is about to be changed, so it cannot be gone back to any more. */
  void loseKept(Deployment d) {
    stores
        .lanes()
        .kept(d.plan().lane())
        .filter(k -> d.plan().steps().stream().anyMatch(s -> changes(s.action(), k.cluster())))
        .ifPresent(k -> release(d, k, d.id() + " uses its nodes"));
  }

  private static boolean changes(Action action, String cluster) {
    return switch (action) {
      case Action.Install install -> install.cluster().equals(cluster);
      case Action.Retire retire -> retire.group().equals(cluster);
      default -> false;
    };
  }

  private void succeeded(Deployment d) {
    if (d.plan().strategy().isRollback()) {
      stores
          .lanes()
          .kept(d.plan().lane())
          .filter(k -> k.cluster().equals(d.plan().to()))
          .ifPresent(k -> release(d, k, "it is live again"));
    } else {
      keepable(d).ifPresent(version -> keep(d, version));
    }
  }

  /** The version on which the cluster that was swapped away from stays, where it does. */
  private static Optional<Version> keepable(Deployment d) {
    boolean staysOld =
        d.plan().stepsOf(Phase.CONVERGING).isEmpty() || d.phase() == Phase.UNCONVERGED;
    boolean keeps =
        switch (d.plan().strategy()) {
          case RED_BLACK -> true;
          case BLUE_GREEN, PRIMARY_FIRST -> staysOld;
          case ROLLING_UPDATE, ROLLBACK_SWAP, ROLLBACK_ROLLING -> false;
        };
    return keeps ? d.plan().before() : Optional.empty();
  }

  private void keep(Deployment d, Version version) {
    Plan plan = d.plan();
    String cluster = Observer.serving(d, Phase.GATE);
    Instant expires = clock.instant().plus(specs.of(plan.lane()).rollout().keptFor());
    KeptCluster kept = new KeptCluster(plan.lane(), cluster, version, d.id(), expires);
    stores.lanes().kept(plan.lane()).ifPresent(k -> release(d, k, d.id() + " replaces it"));
    stores.lanes().keep(kept);
    stores.wakeUps().at(expires, new WakeUp.KeptExpires(plan.lane()));
    append(d, new JournalEvent.ClusterKept(kept));
  }

  private void release(Deployment d, KeptCluster kept, String reason) {
    stores.lanes().forgetKept(kept.lane());
    append(d, new JournalEvent.KeptReleased(kept, reason));
  }

  /** Holds the lane; what people held it for before is not forgotten. */
  private void hold(Deployment d, Actor by, String reason) {
    Hold.Scope scope = new Hold.Scope.OfLane(d.plan().lane());
    Instant now = clock.instant();
    String before =
        stores.lanes().holds().stream()
            .filter(h -> h.scope().equals(scope) && h.holdsAt(now))
            .findFirst()
            .map(h -> "; " + h.by() + " held it before: " + h.reason())
            .orElse("");
    Hold hold = new Hold(scope, reason + before, by, now, Optional.empty());
    stores.lanes().hold(hold);
    append(d, new JournalEvent.Held(hold));
  }

  private List<String> approvers(Deployment d) {
    return stores.journal().of(d.id()).stream()
        .map(JournalEntry::event)
        .filter(ApprovalConsumed.class::isInstance)
        .flatMap(e -> ((ApprovalConsumed) e).votes().stream())
        .map(Vote::by)
        .map(Actor::person)
        .distinct()
        .toList();
  }

  /** What should be live after this end, where the world could not be read. */
  private static Version expected(Deployment d) {
    boolean went = d.phase() == Phase.SUCCEEDED || d.phase() == Phase.UNCONVERGED;
    return went ? d.plan().version() : d.plan().before().orElse(d.plan().version());
  }

  private void append(Deployment d, JournalEvent event) {
    stores.journal().append(About.of(d.id(), d.plan().lane()), Actor.SIGNALBOX, event);
  }
}
