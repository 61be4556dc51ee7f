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

  private final Router router;
  private final NginxSettings names;
  private final Function<String, Optional<Cluster>> clusters;
  private final NodeHealth health;

  /**
   * The balancer of one lane.
   *
   * @param clusters finds a cluster of the lane by its name
   */
  public NginxLoadBalancer(
      Nginx nginx, Function<String, Optional<Cluster>> clusters, NodeHealth health) {
    this.router = nginx.router();
    this.names = router.settings();
    this.clusters = clusters;
    this.health = health;
  }

  @Override
  public List<NodeState> nodes(String cluster) {
    List<Node> nodes = clusters.apply(cluster).map(Cluster::nodes).orElse(List.of());
    if (nodes.isEmpty()) {
      return List.of();
    }
    Seen seen = look();
    List<Node> known =
        nodes.stream().filter(it -> server(seen.include(), cluster, it).isPresent()).toList();
    List<Boolean> healthy = healthy(known);
    return IntStream.range(0, known.size())
        .mapToObj(it -> state(seen, cluster, known.get(it), healthy.get(it)))
        .toList();
  }

  /** Whether each of these is healthy, asked at the same time. */
  private List<Boolean> healthy(List<Node> nodes) {
    List<Future<Boolean>> answers;
    try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = nodes.stream().map(it -> looks.submit(() -> health.isHealthy(it))).toList();
    }
    return answers.stream().map(Future::resultNow).toList();
  }

  private Seen look() {
    try {
      return router.look();
    } catch (IncludeUnreadable e) {
      throw new PortFailure.Unreachable(unusable(e), e);
    }
  }

  private NodeState state(Seen seen, String cluster, Node node, boolean healthy) {
    Server server = server(seen.include(), cluster, node).orElseThrow();
    return new NodeState(
        node.name(),
        isDown(seen, server) ? Rotation.DRAINED : Rotation.READY,
        healthy,
        OptionalInt.empty());
  }

  /** Whether nginx runs with it down; where the file is ahead of nginx, the file does not count. */
  private static boolean isDown(Seen seen, Server server) {
    boolean same = seen.include().state().revision() == seen.running().state().revision();
    return same ? server.down() : seen.running().state().drained().contains(server.address());
  }

  private Optional<Server> server(Include include, String cluster, Node node) {
    return include.servers(names.upstreamOf(cluster)).stream()
        .filter(it -> Servers.same(it.address(), node.address()))
        .findFirst();
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    return after(
        change(cluster, node, true),
        () ->
            Leaving.await(
                router, attempt, node + " is drained, every worker that knew it has ended."));
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
    try {
      Wanted wanted = new Wanted(cluster, known.get(), down);
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
      return Optional.of(unusable(e));
    }
  }

  private String unusable(IncludeUnreadable e) {
    return "the include %s on %s cannot be used: %s"
        .formatted(names.include(), router.machine(), e.reason());
  }

  private static StepOutcome after(Optional<String> obstacle, Supplier<StepOutcome> then) {
    return obstacle.map(StepOutcome::failed).orElseGet(then);
  }

  /** One node's change, which may have to look several times. */
  private final class Wanted {
    private final String cluster;
    private final Node node;
    private final boolean down;
    private Optional<String> obstacle = Optional.empty();

    Wanted(String cluster, Node node, boolean down) {
      this.cluster = cluster;
      this.node = node;
      this.down = down;
    }

    Optional<Include> wish(Seen seen) {
      Optional<Server> server = server(seen.include(), cluster, node);
      if (server.isEmpty()) {
        obstacle =
            Optional.of(
                "%s (%s) is no server of %s in %s"
                    .formatted(node, node.address(), names.upstreamOf(cluster), names.include()));
        return Optional.empty();
      }
      if (isDown(seen, server.get()) == down && !seen.leftover()) {
        return Optional.empty();
      }
      // Production stays where it is, whatever somebody wrote into the file without a reload.
      return Optional.of(
          seen.include()
              .withLive(seen.running().live())
              .withDown(names.upstreamOf(cluster), server.get().address(), down));
    }
  }
}
