package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries whether the load balancer of a lane would work, without changing anything. */
final class BalancerInspection {
  private final HaproxyLane lane;
  private final Layout layout;
  private final Deadline deadline;
  private final List<Finding> findings = new ArrayList<>();

  BalancerInspection(HaproxyLane lane, Layout layout, Duration limit) {
    this.lane = lane;
    this.layout = layout;
    this.deadline = Deadline.after(limit);
  }

  List<Finding> findings() {
    for (Haproxy haproxy : lane.haproxies()) {
      try {
        states(haproxy);
        switch (layout) {
          case Layout.FixedClusters fixed -> fixed.clusters().forEach(it -> servers(haproxy, it));
          case Layout.ServerGroups _ -> slots(haproxy);
        }
      } catch (PortFailure e) {
        findings.add(
            new Finding.Bad(
                haproxy.title(),
                e.reason(),
                "start it, or correct its socket in the configuration"));
      }
    }
    return List.copyOf(findings);
  }

  private void states(Haproxy haproxy) {
    Path directory = haproxy.instance().stateDirectory();
    String what = "server states in " + directory + " of " + haproxy.title();
    Optional<String> unwritable = haproxy.files().unwritable(directory.resolve("states"));
    findings.add(
        unwritable.isPresent()
            ? new Finding.Bad(what, unwritable.get(), "make it, and let the bot's user write there")
            : new Finding.Good(
                what, haproxy.ledger(lane.lane()).drained().size() + " servers are drained by us"));
  }

  private void servers(Haproxy haproxy, Cluster cluster) {
    Optional<Place> place = lane.place(cluster.name());
    String what = "nodes of " + cluster.name() + " at " + haproxy.title();
    if (place.isEmpty()) {
      findings.add(new Finding.Bad(what, "the cluster has no backend", lane.remedy()));
      return;
    }
    Optional<BackendView> view = haproxy.backend(place.get().backend(), deadline);
    if (view.isEmpty()) {
      findings.add(
          new Finding.Bad(
              what,
              "there is no backend " + place.get().backend(),
              "write it in HAProxy's configuration, or its right name in ours"));
      return;
    }
    List<String> missing =
        cluster.nodes().stream()
            .map(Node::name)
            .filter(node -> view.get().server(node).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      findings.add(
          new Finding.Bad(
              what,
              "backend %s has no server %s"
                  .formatted(view.get().name(), String.join(", ", missing)),
              "call each server as its node"));
    } else {
      findings.add(rotation(what, haproxy, view.get()));
    }
  }

  private Finding rotation(String what, Haproxy haproxy, BackendView view) {
    Ledger ledger = haproxy.ledger(lane.lane());
    List<String> foreign =
        view.servers().stream()
            .filter(row -> row.isOut() && !ledger.drainedByUs(view.name(), row.name()))
            .map(ServerRow::name)
            .toList();
    return foreign.isEmpty()
        ? new Finding.Good(what, "%d of %d serve".formatted(view.serving(), view.servers().size()))
        : new Finding.Bad(
            what,
            String.join(", ", foreign) + " was taken out by somebody else",
            "find out who did; we leave it out until `set server %s/%s state ready`"
                .formatted(view.name(), foreign.getFirst()));
  }

  private void slots(Haproxy haproxy) {
    if (!(lane.settings().backends() instanceof HaproxySettings.Backends.Slots(var backends))) {
      return;
    }
    for (String backend : backends) {
      String what = "backend " + backend + " of " + haproxy.title();
      Optional<BackendView> view = haproxy.backend(backend, deadline);
      findings.add(
          view.isEmpty()
              ? new Finding.Bad(
                  what,
                  "there is none",
                  "write it in HAProxy's configuration with a server-template")
              : new Finding.Good(
                  what,
                  "%d servers, %s"
                      .formatted(
                          view.get().servers().size(),
                          haproxy
                              .ledger(lane.lane())
                              .at(backend)
                              .map(it -> "for " + it.name())
                              .orElse("free"))));
    }
  }
}
