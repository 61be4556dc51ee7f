package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.ApprovalConsumed;
import dev.signalbox.deployment.JournalEvent.KeptReleased;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.StepBegan;
import dev.signalbox.deployment.JournalEvent.StepEnded;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.engine.Stores;
import dev.signalbox.port.LoadBalancer.Rotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Watches over every effect on a lane and writes down each promise that it breaks: journal first
 * (3), no forward swap without a consumed approval (1), nothing touches the old cluster before it
 * has settled (5), capacity (9), and that only a drained node of a live cluster is changed.
 */
public final class Promises {
  private final Stores stores;
  private final LaneSpec spec;
  private final List<String> broken = new ArrayList<>();

  Promises(Stores stores, LaneSpec spec) {
    this.stores = stores;
    this.spec = spec;
  }

  /** What was broken, in words; empty when all were kept. */
  public synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  private synchronized void broken(String what) {
    broken.add(what);
  }

  private Optional<Deployment> running() {
    return stores.deployments().occupying(spec.lane());
  }

  /** The intent must be durable before the effect: a step that began and has not ended. */
  void intended(String operation, Predicate<Action> intent) {
    if (open(intent).isEmpty() && !isExpiry(operation)) {
      broken("journal first: " + operation + " without an open step that says so");
    }
  }

  private Optional<Step> open(Predicate<Action> intent) {
    List<JournalEntry> journal = journal();
    for (int i = journal.size() - 1; i >= 0; i--) {
      if (journal.get(i).event() instanceof StepBegan began && intent.test(began.step().action())) {
        boolean ended =
            journal.subList(i, journal.size()).stream()
                .anyMatch(
                    e ->
                        e.event() instanceof StepEnded end
                            && end.visit() == began.visit()
                            && end.step().equals(began.step()));
        return ended ? Optional.empty() : Optional.of(began.step());
      }
    }
    return Optional.empty();
  }

  private List<JournalEntry> journal() {
    return running().map(Deployment::id).map(id -> stores.journal().of(id)).orElseGet(List::of);
  }

  /** A kept group whose time has passed is removed by no deployment. */
  private boolean isExpiry(String operation) {
    return stores.journal().last(20).stream()
        .anyMatch(
            e ->
                e.event() instanceof KeptReleased(var kept, String _)
                    && operation.equals("retire " + kept.cluster()));
  }

  void swaps(SimLane lane, String to) {
    if (lane.nodesOf(to).stream().noneMatch(SimNode::serves)) {
      broken("production is sent to " + to + ", where no node serves");
    }
    open(a -> a instanceof Action.Swap)
        .filter(s -> s.phase().isForwardSwap())
        .ifPresent(s -> forward(lane, to));
  }

  private void forward(SimLane lane, String to) {
    approved("swap to " + to);
    long serve = lane.nodesOf(to).stream().filter(SimNode::serves).count();
    int all = lane.nodesOf(to).size() - spec.down(to).size();
    if (serve < Math.min(all, spec.minimumHealthy(to, all))) {
      broken("capacity: production is sent to " + to + ", where " + serve + " nodes serve");
    }
  }

  void restores(SimNode node) {
    open(a -> a instanceof Action.Restore restore && restore.node().equals(node.node))
        .filter(s -> s.phase().isForwardSwap())
        .ifPresent(s -> approved("admission of " + node.node));
  }

  /** Each entering of a forward swap has consumed an approval of its own, in its transaction. */
  private void approved(String what) {
    List<JournalEntry> journal = journal();
    int entered = -1;
    for (int i = 0; i < journal.size(); i++) {
      if (journal.get(i).event() instanceof PhaseEntered e && e.to().isForwardSwap()) {
        entered = i;
      }
    }
    if (entered < 1 || !(journal.get(entered - 1).event() instanceof ApprovalConsumed)) {
      broken("no forward swap without an approval: " + what);
    }
  }

  void drains(SimLane lane, String cluster, SimNode node) {
    settled(lane, cluster, "drain " + node.node);
    if (!lane.live.equals(cluster) || !node.serves()) {
      return;
    }
    int all = lane.nodesOf(cluster).size();
    long left = lane.nodesOf(cluster).stream().filter(SimNode::serves).count() - 1;
    if (left < spec.rollout().minimumHealthy().minimumOf(all)) {
      broken("capacity: draining " + node.node + " leaves " + left);
    }
  }

  void changes(SimLane lane, SimNode node) {
    String cluster =
        lane.clusters.values().stream()
            .filter(c -> c.nodes().contains(node.node))
            .findFirst()
            .orElseThrow()
            .name();
    settled(lane, cluster, "change of " + node.node);
    if (!lane.live.equals(cluster)) {
      return;
    }
    if (node.rotation == Rotation.READY) {
      broken(node.node + " is changed while it takes production traffic");
    }
    if (!running().orElseThrow().plan().strategy().rollsLiveCluster()) {
      broken(node.node + " is changed while production goes to its cluster");
    }
  }

  void retires(SimLane lane, String group) {
    settled(lane, group, "removal of " + group);
    if (lane.live.equals(group)) {
      broken(group + " is removed while production goes there");
    }
  }

  private void settled(SimLane lane, String cluster, String what) {
    if (lane.unsettled.contains(cluster)) {
      broken("not settled: " + what);
    }
  }

  /** What the journal says went wrong, for a test that failed. */
  public List<String> told(DeploymentId id) {
    return stores.journal().of(id).stream().map(Promises::line).toList();
  }

  private static String line(JournalEntry entry) {
    String what =
        switch (entry.event()) {
          case StepBegan e -> "began " + e.step().phase() + " " + e.step().action().label();
          case StepEnded e ->
              "ended "
                  + e.step().action().label()
                  + ": "
                  + e.outcome().getClass().getSimpleName()
                  + (e.outcome() instanceof StepOutcome.Done ? "" : " " + e.outcome().line());
          case PhaseEntered e -> "ENTERED " + e.to() + " on " + e.event() + " " + e.reason();
          default -> entry.event().kind();
        };
    return entry.position() + " " + what;
  }
}
