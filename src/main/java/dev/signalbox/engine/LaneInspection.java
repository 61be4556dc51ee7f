package dev.signalbox.engine;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner.ServerGroup;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Layout.FixedClusters;
import dev.signalbox.topology.Layout.ServerGroups;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries everything that one lane works with, and changes nothing. */
public final class LaneInspection implements Inspectable {
  private final LaneSpec spec;
  private final Equipment equipment;
  private final Clusters clusters;

  /** An inspection of this lane. */
  public LaneInspection(LaneSpec spec, Equipment equipment) {
    this.spec = spec;
    this.equipment = equipment;
    this.clusters = new Clusters(spec, equipment);
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    List<Finding> found = new ArrayList<>();
    for (Inspectable part : equipment.inspectable()) {
      found.addAll(part.inspect(limit));
    }
    found.add(asked("traffic switch", this::live));
    for (Cluster cluster : clusters(found)) {
      found.add(asked("load balancer, " + cluster.name(), () -> balancing(cluster)));
      for (Node node : cluster.nodes()) {
        found.add(asked("node " + node.name(), () -> answering(node)));
      }
    }
    found.add(asked("traffic meter", this::counting));
    return found;
  }

  private Finding live() {
    var live = equipment.trafficSwitch().read();
    String what = "traffic switch";
    return clusters.find(live.cluster()).isPresent()
        ? new Finding.Good(what, live.cluster() + " is live (" + live.detail() + ")")
        : new Finding.Bad(
            what,
            "production goes to '" + live.cluster() + "', which is no cluster of the lane",
            "point it at one of them, or correct the names of the clusters");
  }

  private List<Cluster> clusters(List<Finding> found) {
    return switch (spec.layout()) {
      case FixedClusters fixed -> fixed.clusters();
      case ServerGroups _ -> {
        List<Cluster> groups = new ArrayList<>();
        found.add(
            asked(
                "server groups",
                () -> {
                  clusters.groups().stream().map(ServerGroup::cluster).forEach(groups::add);
                  return new Finding.Good("server groups", names(groups));
                }));
        yield groups;
      }
    };
  }

  private static String names(List<Cluster> groups) {
    return groups.isEmpty()
        ? "none yet"
        : String.join(", ", groups.stream().map(Cluster::name).toList());
  }

  private Finding balancing(Cluster cluster) {
    String what = "load balancer, " + cluster.name();
    List<NodeState> states = equipment.loadBalancer().nodes(cluster.name());
    List<String> missing =
        cluster.nodes().stream()
            .map(Node::name)
            .filter(name -> states.stream().noneMatch(state -> state.node().equals(name)))
            .toList();
    if (!missing.isEmpty()) {
      return new Finding.Bad(
          what,
          "it does not know " + String.join(", ", missing),
          "give its servers the names that the nodes have here");
    }
    long serve = states.stream().filter(NodeState::serves).count();
    String seen = serve + " of " + states.size() + " nodes serve";
    return serve > 0 || states.isEmpty()
        ? new Finding.Good(what, seen)
        : new Finding.Bad(what, seen, "look at the nodes below and at the balancer's health check");
  }

  /** A node's own smoke checks, for the version that it has. */
  private Finding answering(Node node) {
    String what = "node " + node.name();
    Optional<Version> version = clusters.installed(node);
    if (version.isEmpty()) {
      return new Finding.Good(what, "reached; nothing is installed");
    }
    List<CheckResult> results =
        equipment
            .probes()
            .smoke()
            .check(node.name(), node.address(), version.get(), spec.smoke().node());
    return results.stream()
        .filter(result -> !result.passed())
        .findFirst()
        .<Finding>map(
            result ->
                new Finding.Bad(
                    what,
                    version.get() + ", but " + result.check() + " saw " + result.seen(),
                    "expected " + result.expected() + " at " + node.address()))
        .orElseGet(
            () ->
                new Finding.Good(
                    what,
                    version.get() + ", " + results.size() + " of " + results.size() + " checks"));
  }

  private Finding counting() {
    long requests =
        equipment.meter().since(java.time.Instant.EPOCH).stream()
            .mapToLong(share -> share.requests())
            .sum();
    return new Finding.Good("traffic meter", requests + " requests counted so far");
  }

  /** An outage is a finding; what an adapter says of it names what to look at. */
  private static Finding asked(String what, Supplier<Finding> question) {
    try {
      return question.get();
    } catch (PortFailure e) {
      return new Finding.Bad(what, e.reason(), "see that it can be reached from here");
    }
  }
}
