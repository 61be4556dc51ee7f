package dev.signalbox.traffic.haproxy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import dev.signalbox.traffic.haproxy.ServerRotation.Spot;
import dev.signalbox.traffic.haproxy.ServerRotation.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Drains and restores the servers of a lane's backends, at all of its HAProxys. A node that
 * somebody else took out is drained as it is, is not restored, and the outcome says so.
 */
public final class HaproxyLoadBalancer implements LoadBalancer, Inspectable {
  private final HaproxyLane lane;
  private final Layout layout;

  /**
   * The balancer of one lane.
   *
   * @param layout the nodes that HAProxy has to know, for the inspection
   */
  public HaproxyLoadBalancer(
      Lane lane, Layout layout, HaproxySettings settings, Haproxies haproxies) {
    this.lane = new HaproxyLane(lane, settings, haproxies);
    this.layout = layout;
  }

  /**
   * Where HAProxys disagree, a node is drained only if it is everywhere, and healthy only if it
   * takes requests everywhere.
   */
  @Override
  public List<NodeState> nodes(String cluster) {
    Optional<Place> place = lane.place(cluster);
    if (place.isEmpty()) {
      return List.of();
    }
    Deadline deadline = lane.deadline();
    List<BackendView> views = new ArrayList<>();
    for (Haproxy haproxy : lane.haproxies()) {
      Optional<BackendView> view = haproxy.backend(place.get().backend(), deadline);
      if (view.isEmpty()) {
        return List.of();
      }
      views.add(view.get());
    }
    List<NodeState> nodes = new ArrayList<>();
    for (ServerRow first : views.getFirst().servers()) {
      place.get().node(first.name()).ifPresent(node -> nodes.add(state(node, first.name(), views)));
    }
    return nodes;
  }

  private static NodeState state(String node, String server, List<BackendView> views) {
    List<ServerRow> rows = views.stream().flatMap(it -> it.server(server).stream()).toList();
    boolean everywhere = rows.size() == views.size();
    boolean drained = everywhere && rows.stream().allMatch(ServerRow::isOut);
    boolean alike = rows.stream().map(ServerRow::isOut).distinct().count() == 1;
    boolean healthy = everywhere && alike && rows.stream().allMatch(it -> it.health().passed());
    long busy = rows.stream().mapToLong(ServerRow::busy).sum();
    return new NodeState(
        node,
        drained ? Rotation.DRAINED : Rotation.READY,
        healthy,
        OptionalInt.of(Math.toIntExact(busy)));
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    Optional<Place> place = lane.place(cluster);
    if (place.isEmpty()) {
      return noBackend(cluster, node);
    }
    String server = place.get().server(node.name());
    ServerRotation rotation = new ServerRotation(lane, place.get(), server);
    return switch (rotation.takeOut()) {
      case Told.Failed(String reason) -> StepOutcome.failed(reason);
      case Told.Done(List<String> notOurs) ->
          waitForEnd(place.get(), node, rotation, attempt, notOurs);
    };
  }

  private StepOutcome waitForEnd(
      Place place, Node node, ServerRotation rotation, Attempt attempt, List<String> notOurs) {
    Sessions sessions = new Sessions(lane, place.backend(), Optional.of(place.server(node.name())));
    Stillness stillness = new Stillness();
    String whose =
        notOurs.isEmpty()
            ? ""
            : " Somebody else had taken it out at %s: it will not be restored there."
                .formatted(String.join(", ", notOurs));
    return Waiting.until(
        attempt,
        () ->
            rotation.look().stream().allMatch(spot -> spot.row().isOut())
                ? Optional.of(sessions.count(lane.deadline()))
                : Optional.<Sessions.Count>empty(),
        count ->
            count.isEmpty()
                ? Optional.of(
                    StepOutcome.failed(
                        "Somebody restored %s meanwhile, or HAProxy started without its states."
                            .formatted(node)))
                : stillness.of(count.get().busy())
                    ? Optional.of(
                        StepOutcome.done(node + " is drained, nothing is under way." + whose))
                    : Optional.empty(),
        count ->
            "%s requests are still under way at %s (%s), which stays drained."
                .formatted(
                    count.map(Sessions.Count::busy).orElse(0L),
                    node,
                    count.map(Sessions.Count::words).orElse("")));
  }

  @Override
  public StepOutcome restore(String cluster, Node node, Attempt attempt) {
    Optional<Place> place = lane.place(cluster);
    if (place.isEmpty()) {
      return noBackend(cluster, node);
    }
    String server = place.get().server(node.name());
    ServerRotation rotation = new ServerRotation(lane, place.get(), server);
    return switch (rotation.putBack()) {
      case Told.Failed(String reason) -> StepOutcome.failed(reason);
      case Told.Done(List<String> notOurs) when notOurs.isEmpty() ->
          waitForHealth(node, rotation, attempt);
      case Told.Done(List<String> notOurs) ->
          StepOutcome.done(
              "%s was taken out at %s by somebody else, and is left so."
                  .formatted(node, String.join(", ", notOurs)));
    };
  }

  private StepOutcome waitForHealth(Node node, ServerRotation rotation, Attempt attempt) {
    return Waiting.until(
        attempt,
        rotation::look,
        spots ->
            spots.stream().anyMatch(spot -> spot.row().isOut())
                ? Optional.of(StepOutcome.failed("Somebody drained " + node + " meanwhile."))
                : spots.stream().allMatch(spot -> spot.row().health().passed())
                    ? Optional.of(StepOutcome.done(node + " is healthy and in rotation."))
                    : Optional.empty(),
        spots ->
            "%s is not healthy (%s); it is in rotation, but takes nothing."
                .formatted(node, health(spots)));
  }

  private static String health(List<Spot> spots) {
    return String.join(
        ", ",
        spots.stream()
            .map(it -> it.haproxy().instance().name() + ": " + it.row().health().words())
            .toList());
  }

  private StepOutcome noBackend(String cluster, Node node) {
    return StepOutcome.failed(
        "%s of '%s' has no backend at HAProxy: %s".formatted(node, cluster, lane.remedy()));
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return new BalancerInspection(lane, layout, limit).findings();
  }
}
