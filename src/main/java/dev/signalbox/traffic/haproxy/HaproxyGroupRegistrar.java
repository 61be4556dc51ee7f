package dev.signalbox.traffic.haproxy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.haproxy.HaproxyLane.Seen;
import dev.signalbox.traffic.haproxy.Ledger.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives each server group one of a lane's backends for as long as it exists, and the backend's
 * servers the addresses of the group's nodes.
 */
public final class HaproxyGroupRegistrar implements GroupRegistrar {
  private final HaproxyLane lane;
  private final List<String> backends;

  /**
   * The registrar of one lane.
   *
   * @throws IllegalArgumentException when the lane's backends are of clusters that stay
   */
  public HaproxyGroupRegistrar(Lane lane, HaproxySettings settings, Haproxies haproxies) {
    this.lane = new HaproxyLane(lane, settings, haproxies);
    this.backends =
        switch (settings.backends()) {
          case HaproxySettings.Backends.Slots(List<String> slots) -> slots;
          case HaproxySettings.Backends.Fixed _ ->
              throw new IllegalArgumentException(
                  lane + " has clusters that stay, no server groups");
        };
  }

  /** The group that a backend is given to; empty where it is free. */
  public Optional<String> at(String backend) {
    return ledger().at(backend).map(Group::name);
  }

  /** Only those nodes that every HAProxy has at their addresses. */
  @Override
  public List<Cluster> registered() {
    List<Cluster> clusters = new ArrayList<>();
    for (Group group : ledger().groups()) {
      List<BackendView> views = views(group.backend());
      List<Node> nodes =
          group.members().stream()
              .filter(member -> views.stream().allMatch(view -> GroupServers.isAt(view, member)))
              .map(Ledger.Member::node)
              .toList();
      if (!nodes.isEmpty() && !views.isEmpty()) {
        clusters.add(new Cluster(group.name(), nodes, nodes.getFirst().address()));
      }
    }
    return clusters;
  }

  private Ledger ledger() {
    return lane.haproxies().getFirst().ledger(lane.lane());
  }

  /** The backend as every HAProxy has it; empty as soon as one has it not. */
  private List<BackendView> views(String backend) {
    Deadline deadline = lane.deadline();
    List<BackendView> views = new ArrayList<>();
    for (Haproxy haproxy : lane.haproxies()) {
      Optional<BackendView> view = haproxy.backend(backend, deadline);
      if (view.isEmpty()) {
        return List.of();
      }
      views.add(view.get());
    }
    return views;
  }

  @Override
  public StepOutcome register(String group, List<Node> nodes, Attempt attempt) {
    Optional<String> wrong = GroupServers.unusable(group, nodes);
    if (wrong.isPresent()) {
      return StepOutcome.failed(wrong.get());
    }
    try (var _ = lane.turns()) {
      List<Seen> seen = lane.look(lane.deadline());
      Optional<Group> known = ledger().group(group);
      if (known.isPresent() && !known.get().nodes().equals(nodes)) {
        return StepOutcome.failed(group + " is registered at HAProxy already, with other nodes.");
      }
      Optional<Group> place = known.or(() -> free(group, nodes, seen));
      if (place.isEmpty()) {
        return StepOutcome.failed(noRoom(nodes.size()));
      }
      Optional<String> problem = new GroupServers(lane, place.get()).introduce();
      if (problem.isPresent()) {
        return StepOutcome.failed(problem.get());
      }
    }
    return waitForHealth(group, attempt);
  }

  /** A backend that no group has, that production does not go to, and that is large enough. */
  private Optional<Group> free(String group, List<Node> nodes, List<Seen> seen) {
    Ledger ledger = ledger();
    return backends.stream()
        .filter(backend -> ledger.at(backend).isEmpty())
        .filter(backend -> seen.stream().noneMatch(it -> it.says(backend)))
        .flatMap(
            backend ->
                views(backend).stream()
                    .limit(1)
                    .filter(view -> view.servers().size() >= nodes.size())
                    .map(view -> GroupServers.place(group, view, nodes)))
        .findFirst();
  }

  private String noRoom(int size) {
    String taken =
        ledger().groups().stream()
            .map(it -> it.backend() + " has " + it.name())
            .collect(Collectors.joining(", "));
    return "HAProxy has no free backend with %d servers among %s%s: add one, or retire a group."
        .formatted(size, String.join(", ", backends), taken.isEmpty() ? "" : " (" + taken + ")");
  }

  private StepOutcome waitForHealth(String group, Attempt attempt) {
    Group place = ledger().group(group).orElseThrow();
    StepOutcome outcome =
        Waiting.until(
            attempt,
            () -> GroupServers.unhealthy(views(place.backend()), place),
            unhealthy ->
                unhealthy.isEmpty()
                    ? Optional.of(
                        StepOutcome.done(
                            "%s is backend %s of HAProxy, with %d healthy nodes."
                                .formatted(group, place.backend(), place.members().size())))
                    : Optional.empty(),
            unhealthy -> "not healthy at HAProxy: " + String.join(", ", unhealthy) + ".");
    return outcome;
  }

  @Override
  public StepOutcome deregister(String group, Attempt attempt) {
    Optional<Group> known = ledger().group(group);
    if (known.isEmpty()) {
      return StepOutcome.done("HAProxy does not know " + group + ".");
    }
    String backend = known.get().backend();
    GroupServers servers = new GroupServers(lane, known.get());
    try (var _ = lane.turns()) {
      if (lane.look(lane.deadline()).stream().anyMatch(it -> it.says(backend))) {
        return StepOutcome.failed(group + " is live: HAProxy does not forget it.");
      }
      Optional<String> problem = servers.drain();
      if (problem.isPresent()) {
        return StepOutcome.failed(problem.get());
      }
    }
    StepOutcome still = waitForEnd(group, backend, attempt);
    return still instanceof StepOutcome.Done ? forget(group, servers) : still;
  }

  private StepOutcome waitForEnd(String group, String backend, Attempt attempt) {
    Sessions sessions = new Sessions(lane, backend, Optional.empty());
    Stillness stillness = new Stillness();
    return Waiting.until(
        attempt,
        () -> sessions.count(lane.deadline()),
        count ->
            stillness.of(count.busy())
                ? Optional.of(StepOutcome.done("Nothing is under way at " + group + "."))
                : Optional.empty(),
        count ->
            "%d requests are still under way at %s (%s)."
                .formatted(count.busy(), group, count.words()));
  }

  private StepOutcome forget(String group, GroupServers servers) {
    try (var _ = lane.turns()) {
      return servers
          .forget()
          .map(StepOutcome::failed)
          .orElseGet(() -> StepOutcome.done("HAProxy has forgotten " + group + "."));
    }
  }
}
