package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.app.config.LaneShape.NodePlace;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads which application is deployed where, and how. */
final class LaneReader {

  private static final String FIELD = "signalbox.applications";

  private final Problems problems;
  private final Predicate<String> isWritten;
  private final LabProperties lab;
  private final SharedByLanes shared;

  LaneReader(
      Problems problems, Predicate<String> isWritten, LabProperties lab, SharedByLanes shared) {
    this.shared = shared;
    this.problems = problems;
    this.isWritten = isWritten;
    this.lab = lab;
  }

  /**
   * The lanes that nothing is wrong with.
   *
   * @param stages those that have a policy
   */
  List<LaneSetup> read(Map<String, ApplicationProperties> applications, Set<Stage> stages) {
    if (applications.isEmpty()) {
      problems.missing(FIELD, "no application", "at least one");
    }
    List<LaneSetup> lanes = new ArrayList<>();
    applications.forEach(
        (name, application) -> {
          String field = FIELD + "." + Fields.key(name);
          if (application.stages().isEmpty()) {
            problems.missing(field + ".stages", "no stage", "at least one of " + names(stages));
          }
          application
              .stages()
              .forEach(
                  (stage, lane) -> {
                    Spot spot = new Spot(field + ".stages." + Fields.key(stage), field, isWritten);
                    problems
                        .attempt(spot.lane(), () -> Lane.of(name, stage))
                        .flatMap(it -> lane(spot, it, application, lane))
                        .ifPresent(lanes::add);
                    requirePolicy(spot, stage, stages);
                  });
        });
    return lanes;
  }

  /** Every lane that was written, also those that something is wrong with. */
  static List<Lane> written(Map<String, ApplicationProperties> applications) {
    List<Lane> lanes = new ArrayList<>();
    applications.forEach(
        (name, application) -> {
          for (String stage : application.stages().keySet()) {
            try {
              lanes.add(Lane.of(name, stage));
            } catch (IllegalArgumentException e) {
              // A name that none can have was a problem when the lane was read.
            }
          }
        });
    return lanes;
  }

  private void requirePolicy(Spot spot, String stage, Set<Stage> stages) {
    String policy = "signalbox.stages." + Fields.key(stage);
    if (stages.stream().noneMatch(it -> it.name().equals(stage)) && !problems.hasBelow(policy)) {
      problems.add(spot.lane(), "a stage without a policy", policy + " too");
    }
  }

  private Optional<LaneSetup> lane(
      Spot spot, Lane lane, ApplicationProperties application, LaneProperties own) {
    CheckReader checks = new CheckReader(problems);
    LaneSetup.Checks judged =
        new LaneSetup.Checks(
            new SmokeReader(problems).read(spot, own.smoke().over(application.smoke())),
            new WarmUpReader(problems).read(spot, own.warmUp().over(application.warmUp())),
            checks.watch(spot, own.watch().over(application.watch())));
    if (own.labPort() != null) {
      problems.port(spot.lane() + ".lab-port", own.labPort());
      if (!lab.enabled()) {
        problems.add(spot.lane() + ".lab-port", own.labPort(), "nothing: the lab is not enabled");
      }
    }
    return shape(spot.lane(), own)
        .flatMap(
            shape -> {
              var rollout =
                  new RolloutReader(problems)
                      .read(spot, own.rollout().over(application.rollout()), shape);
              EquipmentSetup equipment =
                  new EquipmentReader(problems, lab.enabled(), shared)
                      .read(spot, own.equipment().over(application.equipment()), shape);
              LayoutMaker maker = new LayoutMaker(problems, lab.enabled(), spot.lane());
              var users = new LabUsersReader(problems, spot.lane()).read(own, lab.enabled());
              LayoutMaker.Doors doors = new LayoutMaker.Doors(or(own.labPort(), 0), users);
              return maker.lane(lane, shape, doors, equipment, rollout, judged);
            });
  }

  private Optional<LaneShape> shape(String field, LaneProperties lane) {
    Integer size = lane.serverGroupSize();
    if (lane.clusters().isEmpty() == (size == null)) {
      problems.add(
          field,
          size == null ? "neither clusters nor a server-group-size" : "both kinds of a lane",
          "either clusters or server-group-size");
      return Optional.empty();
    }
    requireKnown(field + ".nodes", lane.nodes().keySet(), lane.clusters());
    requireKnown(field + ".entrances", lane.entrances().keySet(), lane.clusters());
    if (size != null) {
      if (!lane.maintenance().isEmpty()) {
        problems.add(
            field + ".maintenance",
            "nodes of server groups, which come and go",
            "nothing: a deployment makes new ones");
      }
      return size == problems.atLeast(field + ".server-group-size", 1, size) && size > 0
          ? Optional.of(new LaneShape.Groups(size))
          : Optional.empty();
    }
    Map<String, List<NodePlace>> nodes = new LinkedHashMap<>();
    lane.clusters().forEach(cluster -> nodes.put(cluster, nodes(field, cluster, lane)));
    if (nodes.size() != lane.clusters().size()) {
      problems.add(field + ".clusters", "a name that is used twice", "each name once");
    }
    requireInService(field + ".maintenance", nodes, lane.maintenance());
    return Optional.of(new LaneShape.Clusters(nodes, lane.entrances(), lane.maintenance()));
  }

  private void requireInService(
      String field, Map<String, List<NodePlace>> nodes, Set<String> maintenance) {
    List<String> known =
        nodes.values().stream().flatMap(List::stream).map(NodePlace::name).toList();
    maintenance.forEach(name -> problems.oneOf(field, name, known));
    nodes.forEach(
        (cluster, places) -> {
          if (!places.isEmpty()
              && places.stream().allMatch(it -> maintenance.contains(it.name()))) {
            problems.add(field, "every node of " + cluster, "all but one at most");
          }
        });
  }

  private void requireKnown(String field, Set<String> named, List<String> clusters) {
    named.forEach(name -> problems.oneOf(field + "." + Fields.key(name), name, clusters));
  }

  private List<NodePlace> nodes(String field, String cluster, LaneProperties lane) {
    Map<String, URI> written = lane.nodes().getOrDefault(cluster, Map.of());
    if (!written.isEmpty()) {
      return written.entrySet().stream()
          .map(node -> new NodePlace(node.getKey(), Optional.of(node.getValue())))
          .toList();
    }
    if (lab.enabled()) {
      return IntStream.rangeClosed(1, Math.max(1, lab.nodesPerCluster()))
          .mapToObj(number -> new NodePlace(cluster + "-" + number, Optional.empty()))
          .toList();
    }
    problems.add(
        field + ".nodes." + Fields.key(cluster), "no node", "each node's name and its address");
    return List.of();
  }

  private static String names(Set<Stage> stages) {
    return String.join(", ", stages.stream().map(Stage::name).toList());
  }
}
