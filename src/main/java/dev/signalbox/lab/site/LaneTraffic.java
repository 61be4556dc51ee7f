package dev.signalbox.lab.site;

import dev.signalbox.lab.proxy.BackendView;
import dev.signalbox.lab.proxy.ClusterView;
import dev.signalbox.lab.proxy.Health;
import dev.signalbox.lab.proxy.Router;
import dev.signalbox.lab.traffic.TrafficCounters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where the traffic of one lane goes, and how that is changed. A change is remembered durably first
 * and takes effect then; both are done when a method returns.
 */
public final class LaneTraffic {
  private final LaneMemory memory;
  private final Monitor monitor;
  private final Router router;
  private final Health health;
  private final TrafficCounters passed;

  /** What became of a swap. */
  public sealed interface Swap {
    /** The cluster that is live now, or that was and still is. */
    String live();

    /** It is done. */
    record Swapped(String live) implements Swap {}

    /** Something else was live; nothing was changed. */
    record Mismatch(String live) implements Swap {}
  }

  LaneTraffic(
      LaneMemory memory, Monitor monitor, Router router, Health health, TrafficCounters passed) {
    this.memory = memory;
    this.monitor = monitor;
    this.router = router;
    this.health = health;
    this.passed = passed;
  }

  /**
   * Sends production traffic from one cluster to another, if {@code from} is live.
   *
   * @throws SiteProblem if there is no cluster {@code to}, or it has no node to send a request to
   */
  public Swap swap(String from, String to) {
    return monitor.in(
        () -> {
          if (!router.live().equals(from)) {
            return new Swap.Mismatch(router.live());
          }
          if (cluster(to).inRotation() == 0) {
            throw new SiteProblem.Conflict(to + " has no healthy node in rotation.");
          }
          memory.change(lane -> lane.switchedTo(to));
          router.switchTo(to);
          passed.cut();
          return new Swap.Swapped(to);
        });
  }

  /** Remembers that a swap is being prepared, or that it no longer is; nothing else is needed. */
  public void prepare(boolean prepared) {
    monitor.in(() -> memory.change(lane -> lane.prepared(prepared)));
  }

  /** Gives the node no new request; those in flight may go on for a while. */
  public void drain(String node) {
    monitor.in(
        () -> {
          node(node);
          memory.change(lane -> lane.withNode(node, state -> state.draining(true)));
          router.drain(node);
        });
  }

  /** Gives the node requests again, and has its health looked at. */
  public void restore(String node) {
    monitor.in(
        () -> {
          node(node);
          memory.change(lane -> lane.withNode(node, state -> state.draining(false)));
          router.restore(node);
        });
    health.checkNow(node).join();
  }

  /** Looks at the health of every node, and returns when the router knows it. */
  public void checkHealth() {
    CompletableFuture.allOf(
            router.clusters().stream()
                .flatMap(cluster -> cluster.nodes().stream())
                .map(node -> health.checkNow(node.node()))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  /** What the router knows of every cluster now. */
  public List<ClusterView> clusters() {
    return router.clusters();
  }

  /** What the router knows of one cluster now; throws {@link SiteProblem.Unknown}. */
  public ClusterView cluster(String name) {
    return router.cluster(name).orElseThrow(() -> noCluster(name));
  }

  /** What the router knows of one node now; throws {@link SiteProblem.Unknown}. */
  public BackendView node(String name) {
    return router
        .node(name)
        .orElseThrow(() -> new SiteProblem.Unknown("There is no node " + name + "."));
  }

  /** Waits until the node gets no request and has answered the last one, at most this long. */
  public void awaitDrained(String node, Duration atMost) throws InterruptedException {
    router.await(now -> now.node(node).map(BackendView::drained).orElse(true), atMost);
  }

  /** Waits until the node gets requests when its cluster does, at most this long. */
  public void awaitNodeInRotation(String node, Duration atMost) throws InterruptedException {
    router.await(now -> now.node(node).map(BackendView::inRotation).orElse(true), atMost);
  }

  /** Waits until every node of the cluster is in rotation, at most this long. */
  public void awaitInRotation(String cluster, Duration atMost) throws InterruptedException {
    router.await(
        now -> now.cluster(cluster).map(it -> it.inRotation() == it.nodes().size()).orElse(true),
        atMost);
  }

  /** Waits until no production request is in flight at the cluster, at most this long. */
  public void awaitSettled(String cluster, Duration atMost) throws InterruptedException {
    router.await(now -> now.cluster(cluster).map(it -> it.inFlight() == 0).orElse(true), atMost);
  }

  private static SiteProblem noCluster(String name) {
    return new SiteProblem.Unknown("There is no cluster " + name + ".");
  }
}
