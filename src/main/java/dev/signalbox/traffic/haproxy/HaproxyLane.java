package dev.signalbox.traffic.haproxy;

import dev.signalbox.topology.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One lane at its HAProxys: which backend is which cluster, and what is live. */
final class HaproxyLane {
  private final Lane lane;
  private final HaproxySettings settings;
  private final List<Haproxy> haproxies;

  HaproxyLane(Lane lane, HaproxySettings settings, Haproxies known) {
    this.lane = lane;
    this.settings = settings;
    this.haproxies = settings.instances().stream().map(known::of).toList();
  }

  /**
   * Where a cluster is.
   *
   * @param members of a server group; empty where each server is called as its node
   */
  record Place(String cluster, String backend, Optional<List<Ledger.Member>> members) {
    /** The server that stands for a node. */
    String server(String node) {
      return members.stream()
          .flatMap(List::stream)
          .filter(member -> member.node().name().equals(node))
          .map(Ledger.Member::server)
          .findFirst()
          .orElse(node);
    }

    /** The node that a server stands for; empty for one that stands for none. */
    Optional<String> node(String server) {
      return members.isEmpty()
          ? Optional.of(server)
          : members.get().stream()
              .filter(member -> member.server().equals(server))
              .map(member -> member.node().name())
              .findFirst();
    }
  }

  /** What one HAProxy's map says. */
  record Seen(Haproxy haproxy, MapEntry entry) {
    /** Whether it says this backend. */
    boolean says(String backend) {
      return entry instanceof MapEntry.Says(String _, String value) && value.equals(backend);
    }
  }

  Lane lane() {
    return lane;
  }

  HaproxySettings settings() {
    return settings;
  }

  List<Haproxy> haproxies() {
    return haproxies;
  }

  /** The end of the time that one question or change may take. */
  Deadline deadline() {
    return Deadline.after(settings.timeout());
  }

  /** Where a cluster is; empty for one that has no backend. */
  Optional<Place> place(String cluster) {
    return switch (settings.backends()) {
      case HaproxySettings.Backends.Fixed(var byCluster) ->
          Optional.ofNullable(byCluster.get(cluster))
              .map(backend -> new Place(cluster, backend, Optional.empty()));
      case HaproxySettings.Backends.Slots _ ->
          haproxies
              .getFirst()
              .ledger(lane)
              .group(cluster)
              .map(it -> new Place(cluster, it.backend(), Optional.of(it.members())));
    };
  }

  /** The cluster that a backend is; the backend's own name where it is none. */
  String cluster(String backend) {
    return switch (settings.backends()) {
      case HaproxySettings.Backends.Fixed(var byCluster) ->
          byCluster.entrySet().stream()
              .filter(it -> it.getValue().equals(backend))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(backend);
      case HaproxySettings.Backends.Slots _ ->
          haproxies.getFirst().ledger(lane).at(backend).map(Ledger.Group::name).orElse(backend);
    };
  }

  /** What to do about a cluster that has no backend, for people. */
  String remedy() {
    return switch (settings.backends()) {
      case HaproxySettings.Backends.Fixed(var byCluster) ->
          "write it below backends, where there are " + String.join(", ", byCluster.keySet());
      case HaproxySettings.Backends.Slots _ ->
          "no such server group is registered there; registered are "
              + String.join(
                  ", ",
                  haproxies.getFirst().ledger(lane).groups().stream()
                      .map(Ledger.Group::name)
                      .toList());
    };
  }

  /** Asks every HAProxy what its map says, in their order. */
  List<Seen> look(Deadline deadline) {
    List<Seen> seen = new ArrayList<>();
    for (Haproxy haproxy : haproxies) {
      seen.add(new Seen(haproxy, haproxy.talk(deadline, this::entry)));
    }
    return seen;
  }

  MapEntry entry(Conversation conversation) {
    return MapEntry.ask(conversation, settings.map(), settings.key());
  }

  /** What to name what is live: a cluster if all of them say the same one. */
  String live(List<Seen> seen) {
    List<String> different = seen.stream().map(it -> called(it.entry())).distinct().toList();
    return different.size() == 1
        ? different.getFirst()
        : seen.stream()
            .map(it -> called(it.entry()) + " at " + it.haproxy().instance().name())
            .collect(Collectors.joining(", "));
  }

  private String called(MapEntry entry) {
    return switch (entry) {
      case MapEntry.Says(String _, String value) -> cluster(value);
      case MapEntry.Unusable _ -> "nothing that is known";
    };
  }

  /** How the HAProxys say it, for people. */
  String detail(List<Seen> seen) {
    return seen.stream()
        .map(
            it ->
                it.haproxy().title()
                    + ": "
                    + switch (it.entry()) {
                      case MapEntry.Says(String _, String value) ->
                          settings.map() + " says " + settings.key() + " → " + value;
                      case MapEntry.Unusable(String reason, String remedy) ->
                          reason + "; " + remedy;
                    })
        .collect(Collectors.joining("; "));
  }

  /** Makes the map's file say this for our key; why it does not, or empty. */
  Optional<String> persist(Haproxy haproxy, String backend) {
    MapFile file = new MapFile(haproxy.files().read(haproxy.instance().mapFile()).orElse(""));
    return haproxy
        .files()
        .write(haproxy.instance().mapFile(), file.with(settings.key(), backend).text());
  }

  /** Every HAProxy's turn, which is taken in an order that all lanes share. */
  Turns turns() {
    Turns turns = new Turns();
    try {
      haproxies.stream()
          .sorted(Comparator.comparing(it -> it.instance().toString()))
          .forEach(it -> turns.taken.add(it.turn(settings.timeout())));
      return turns;
    } catch (RuntimeException e) {
      turns.close();
      throw e;
    }
  }

  /** Several turns, which end together. */
  static final class Turns implements AutoCloseable {
    private final List<Haproxy.Turn> taken = new ArrayList<>();

    @Override
    public void close() {
      taken.reversed().forEach(Haproxy.Turn::close);
      taken.clear();
    }
  }
}
