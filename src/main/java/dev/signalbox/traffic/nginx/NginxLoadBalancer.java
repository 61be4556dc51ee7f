package dev.signalbox.traffic.nginx;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.nginx.Include.Server;
import dev.signalbox.traffic.nginx.Router.Changed;
import dev.signalbox.traffic.nginx.Router.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Drains a node by the word {@code down} behind its server in the include, and a reload. It is
 * drained when the last worker that knew it in rotation has ended: nginx does not say how many
 * requests are under way at a node. Nor has it health checks: the bot looks for itself.
 */
public final class NginxLoadBalancer implements LoadBalancer {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Lineup lineup;
  private final Function<String, Optional<Cluster>> clusters;
  private final NodeHealth health;

  /**
   * The balancer of one lane.
   *
   * @param nginxs every one that carries the lane's traffic, in the order in which they are changed
   * @param clusters finds a cluster of the lane by its name
   */
  public NginxLoadBalancer(
      List<Nginx> nginxs, Function<String, Optional<Cluster>> clusters, NodeHealth health) {
    this.lineup = new Lineup(nginxs);
    this.clusters = clusters;
    this.health = health;
  }

  @Override
  public List<NodeState> nodes(String cluster) {
    List<Node> nodes = clusters.apply(cluster).map(Cluster::nodes).orElse(List.of());
    if (nodes.isEmpty()) {
      return List.of();
    }
    List<View> views = lineup.routers().stream().map(this::look).toList();
    List<Node> known =
        nodes.stream().filter(it -> views.stream().anyMatch(v -> v.knows(cluster, it))).toList();
    List<Boolean> healthy = healthy(known);
    return IntStream.range(0, known.size())
        .mapToObj(it -> state(views, cluster, known.get(it), healthy.get(it)))
        .toList();
  }

  /** One nginx, and what there is. */
  private record View(Router router, Seen seen) {
    Optional<Server> server(String cluster, Node node) {
      return seen.include().servers(router.settings().upstreamOf(cluster)).stream()
          .filter(it -> Servers.same(it.address(), node.address()))
          .findFirst();
    }

    boolean knows(String cluster, Node node) {
      return server(cluster, node).isPresent();
    }

    /** Whether it sends the node new requests. */
    boolean uses(String cluster, Node node) {
      return server(cluster, node).filter(it -> !isDown(it)).isPresent();
    }

    /** Whether nginx runs with it down; a file that is ahead of nginx does not count. */
    boolean isDown(Server server) {
      boolean same = seen.include().state().revision() == seen.running().state().revision();
      return same ? server.down() : seen.running().state().drained().contains(server.address());
    }
  }

  /** Whether each of these is healthy, asked at the same time. */
  private List<Boolean> healthy(List<Node> nodes) {
    List<Future<Boolean>> answers;
    try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = nodes.stream().map(it -> looks.submit(() -> health.isHealthy(it))).toList();
    }
    return answers.stream().map(Future::resultNow).toList();
  }

  private View look(Router router) {
    try {
      return new View(router, router.look());
    } catch (IncludeUnreadable e) {
      throw new PortFailure.Unreachable(lineup.unusable(router, e), e);
    }
  }

  /** In rotation where every nginx uses it: one that does not, leaves it out for its share. */
  private static NodeState state(List<View> views, String cluster, Node node, boolean healthy) {
    boolean ready = views.stream().allMatch(it -> it.uses(cluster, node));
    return new NodeState(
        node.name(), ready ? Rotation.READY : Rotation.DRAINED, healthy, OptionalInt.empty());
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    return after(
        change(cluster, node, true),
        () ->
            Leaving.await(
                lineup, attempt, node + " is drained, every worker that knew it has ended."));
  }

  /** Healthy first: nginx would find out what is wrong with the node by its users. */
  @Override
  public StepOutcome restore(String cluster, Node node, Attempt attempt) {
    while (!health.isHealthy(node)) {
      if (!attempt.pause(PAUSE)) {
        String line = node + " is not healthy; it is not put into rotation.";
        return attempt.stopRequested() ? new StepOutcome.Stopped(line) : StepOutcome.failed(line);
      }
    }
    return after(
        change(cluster, node, false),
        () -> StepOutcome.done(node + " is healthy and in rotation."));
  }

  /** Empty when it is as wanted; otherwise what speaks against it. */
  private Optional<String> change(String cluster, Node node, boolean down) {
    Optional<Node> known =
        clusters.apply(cluster).stream()
            .flatMap(it -> it.nodes().stream())
            .filter(it -> it.name().equals(node.name()))
            .findFirst();
    if (known.isEmpty()) {
      return Optional.of(node + " is no node of " + cluster + ".");
    }
    for (Router router : lineup.routers()) {
      Optional<String> obstacle = change(router, cluster, known.get(), down);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private Optional<String> change(Router router, String cluster, Node node, boolean down) {
    try {
      Wanted wanted = new Wanted(router, cluster, node, down);
      Optional<Changed> changed = router.change(wanted::wish);
      return changed
          .<Optional<String>>map(
              it ->
                  switch (it) {
                    case Changed.Applied _ -> Optional.empty();
                    case Changed.Refused(String reason) -> Optional.of(reason);
                  })
          .orElse(wanted.obstacle);
    } catch (IncludeUnreadable e) {
      return Optional.of(lineup.unusable(router, e));
    }
  }

  private static StepOutcome after(Optional<String> obstacle, Supplier<StepOutcome> then) {
    return obstacle.map(StepOutcome::failed).orElseGet(then);
  }

  /** One node's change at one nginx, which may have to look several times. */
  private static final class Wanted {
    private final Router router;
    private final String cluster;
    private final Node node;
    private final boolean down;
    private Optional<String> obstacle = Optional.empty();

    Wanted(Router router, String cluster, Node node, boolean down) {
      this.router = router;
      this.cluster = cluster;
      this.node = node;
      this.down = down;
    }

    Optional<Include> wish(Seen seen) {
      View view = new View(router, seen);
      String upstream = router.settings().upstreamOf(cluster);
      Optional<Server> server = view.server(cluster, node);
      if (server.isEmpty()) {
        obstacle =
            Optional.of(
                "%s (%s) is no server of %s in %s on %s"
                    .formatted(
                        node,
                        node.address(),
                        upstream,
                        router.settings().include(),
                        router.name()));
        return Optional.empty();
      }
      if (view.isDown(server.get()) == down && !seen.leftover()) {
        return Optional.empty();
      }
      // Production stays where it is, whatever somebody wrote into the file without a reload.
      return Optional.of(
          seen.include()
              .withLive(seen.running().live())
              .withDown(upstream, server.get().address(), down));
    }
  }
}
