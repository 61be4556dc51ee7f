package dev.signalbox.traffic.dns;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsCluster;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Drains a node by taking its addresses out of its cluster's name. The DNS counts no connections
 * and knows nothing of health: a drain waits for as long as an old answer can live, and nodes are
 * asked for their health directly.
 */
public final class DnsLoadBalancer implements LoadBalancer, Inspectable {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final DnsBalancerSettings settings;
  private final DnsContext context;
  private final Primary primary;
  private final Everywhere everywhere;
  private final Optional<DnsTrafficSwitch> production;
  private final Map<String, Instant> outSince = new ConcurrentHashMap<>();

  /** The balancer of one lane; asks nobody yet. */
  public DnsLoadBalancer(DnsBalancerSettings settings, DnsContext context) {
    this.settings = settings;
    this.context = context;
    this.primary = context.primary(settings.servers());
    this.everywhere = context.everywhere(primary);
    this.production = settings.production().map(it -> new DnsTrafficSwitch(it, context));
  }

  private ClusterAddresses addresses(DnsCluster cluster) {
    return new ClusterAddresses(primary, settings, cluster, production);
  }

  @Override
  public List<NodeState> nodes(String cluster) {
    Optional<DnsCluster> known = settings.cluster(cluster);
    if (known.isEmpty()) {
      return List.of();
    }
    List<Present> found = addresses(known.get()).read();
    List<DnsNode> nodes = known.get().nodes();
    List<Boolean> healthy = AtOnce.ask(nodes, it -> settings.health().isHealthy(it.node()));
    return IntStream.range(0, nodes.size())
        .mapToObj(i -> state(nodes.get(i), found, healthy.get(i)))
        .toList();
  }

  private static NodeState state(DnsNode node, List<Present> found, boolean healthy) {
    Rotation rotation = ClusterAddresses.has(found, node) ? Rotation.READY : Rotation.DRAINED;
    return new NodeState(node.node().name(), rotation, healthy, OptionalInt.empty());
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    return onNode(cluster, node, (of, it) -> drain(of, it, attempt));
  }

  private interface Work {
    StepOutcome on(DnsCluster cluster, DnsNode node);
  }

  private StepOutcome onNode(String cluster, Node node, Work work) {
    Optional<DnsCluster> of = settings.cluster(cluster);
    return of.flatMap(it -> it.named(node.name()))
        .map(it -> work.on(of.orElseThrow(), it))
        .orElseGet(() -> StepOutcome.failed(node + " is no node of " + cluster + " in the DNS."));
  }

  private StepOutcome drain(DnsCluster cluster, DnsNode node, Attempt attempt) {
    ClusterAddresses addresses = addresses(cluster);
    boolean live = addresses.isLive();
    List<Present> before = addresses.read();
    if (live && ClusterAddresses.isLast(before, node)) {
      return StepOutcome.failed(
          node.node()
              + " has the last address of "
              + cluster.cluster()
              + ", which is live: without it users would get nothing.");
    }
    Optional<StepOutcome> not = takenOut(addresses, before, node);
    if (not.isPresent()) {
      return not.get();
    }
    return shown(addresses, attempt)
        .orElseGet(() -> waited(cluster, node, ttl(addresses, before), live, attempt));
  }

  private Optional<StepOutcome> takenOut(
      ClusterAddresses addresses, List<Present> before, DnsNode node) {
    if (!ClusterAddresses.has(before, node)) {
      return Optional.empty();
    }
    outSince.remove(node.node().name());
    return refused(addresses.takeOut(before, node));
  }

  private static Optional<StepOutcome> refused(Primary.Reply reply) {
    return switch (reply) {
      case Primary.Reply.Taken _ -> Optional.empty();
      case Primary.Reply.NotAsRequired(String code) ->
          Optional.of(StepOutcome.failed("The addresses changed meanwhile (" + code + ")."));
      case Primary.Reply.Refused(String reason) -> Optional.of(StepOutcome.failed(reason));
    };
  }

  private Optional<StepOutcome> shown(ClusterAddresses addresses, Attempt attempt) {
    return addresses.read().stream()
        .map(it -> everywhere.shown(it, attempt))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Duration ttl(ClusterAddresses addresses, List<Present> before) {
    return Duration.ofSeconds(before.stream().mapToLong(addresses::ttl).max().orElse(0));
  }

  private StepOutcome waited(
      DnsCluster cluster, DnsNode node, Duration ttl, boolean live, Attempt attempt) {
    String out = node.node() + " is out of " + cluster.name() + " at every authoritative server";
    if (!live) {
      return StepOutcome.done(
          out + "; " + cluster.cluster() + " is not live, so nobody is sent there.");
    }
    Instant since = outSince.computeIfAbsent(node.node().name(), _ -> context.clock().instant());
    Duration whole = ttl.plus(settings.times().margin());
    String what = "old answers with " + node.node() + ", which stays drained";
    return new Countdown(context.clock(), attempt)
        .until(since.plus(whole), what)
        .orElseGet(
            () ->
                StepOutcome.done(
                    out
                        + ", and no answer from before is kept ("
                        + Countdown.words(whole)
                        + "). Connections are not counted."));
  }

  @Override
  public StepOutcome restore(String cluster, Node node, Attempt attempt) {
    return onNode(cluster, node, (of, it) -> restore(of, it, attempt));
  }

  private StepOutcome restore(DnsCluster cluster, DnsNode node, Attempt attempt) {
    ClusterAddresses addresses = addresses(cluster);
    boolean healthy = waitUntil(() -> settings.health().isHealthy(node.node()), attempt);
    List<Present> before = addresses.read();
    if (!healthy && addresses.isLive()) {
      String left =
          node.node()
              + " is not healthy: its address "
              + (ClusterAddresses.has(before, node)
                  ? "was in already."
                  : "stays out, for users would be sent there.");
      return attempt.stopRequested() ? new StepOutcome.Stopped(left) : StepOutcome.failed(left);
    }
    boolean everyName = before.stream().allMatch(it -> ClusterAddresses.has(List.of(it), node));
    Optional<StepOutcome> not =
        everyName ? Optional.empty() : refused(addresses.putBack(before, node));
    outSince.remove(node.node().name());
    return not.or(() -> healthy ? shown(addresses, attempt) : Optional.empty())
        .orElseGet(
            () ->
                healthy
                    ? StepOutcome.done(
                        node.node()
                            + " is healthy and in "
                            + cluster.name()
                            + " at every authoritative server.")
                    : StepOutcome.failed(
                        node.node()
                            + " is not healthy; it is in rotation, but its cluster is not live."));
  }

  private static boolean waitUntil(Supplier<Boolean> isSo, Attempt attempt) {
    while (!isSo.get()) {
      if (!attempt.pause(LOOK)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return new BalancerInspection(settings, primary, everywhere).inspect(limit);
  }
}
