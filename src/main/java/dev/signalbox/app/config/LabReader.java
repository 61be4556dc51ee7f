package dev.signalbox.app.config;

import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.lab.LabConfig;
import dev.signalbox.lab.node.Latency;
import dev.signalbox.lab.site.LaneLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the lab is, where there is one. */
final class LabReader {

  private static final String FIELD = "signalbox.lab";
  private static final int MOST_NODES = 20;

  private final Problems problems;
  private final ServerReader server;

  LabReader(Problems problems, ServerReader server) {
    this.problems = problems;
    this.server = server;
  }

  Optional<LabSettings> read(LabProperties lab, People people, List<LaneSetup> lanes) {
    if (!lab.enabled()) {
      if (lab.controlUrl() != null) {
        problems.add(FIELD + ".control-url", lab.controlUrl(), "enabled: true too, or remove it");
      }
      return Optional.empty();
    }
    checkNumbers(lab);
    if (!lab.beyondLoopback()) {
      server.requireLoopback();
    }
    checkPerson(lab, people);
    List<LaneLayout> layouts = lanes.stream().flatMap(lane -> lane.inLab().stream()).toList();
    if (lab.controlUrl() == null) {
      checkPorts(lab, layouts);
    }
    boolean good = !lab.pace().isNegative() && lab.checkInterval().isPositive();
    LabConfig.Tempo tempo =
        good
            ? new LabConfig.Tempo(lab.pace(), latency(lab.latency()), lab.checkInterval())
            : LabConfig.Tempo.REALISTIC;
    return Optional.of(
        new LabSettings(
            Optional.ofNullable(lab.controlUrl()),
            Inherited.or(lab.defaultPerson(), ""),
            new LabConfig(lab.controlPort(), lab.stateDirectory(), layouts, tempo, lab.trickle())));
  }

  private void checkNumbers(LabProperties lab) {
    problems.notNegative(FIELD + ".pace", lab.pace());
    problems.positive(FIELD + ".check-interval", lab.checkInterval());
    problems.atLeast(FIELD + ".trickle", 0, lab.trickle());
    problems.port(FIELD + ".control-port", lab.controlPort());
    if (lab.nodesPerCluster() < 1 || lab.nodesPerCluster() > MOST_NODES) {
      problems.add(FIELD + ".nodes-per-cluster", lab.nodesPerCluster(), "1 to " + MOST_NODES);
    }
  }

  private void checkPerson(LabProperties lab, People people) {
    String name = Inherited.or(lab.defaultPerson(), "");
    List<String> names = people.people().stream().map(Person::name).toList();
    if (names.isEmpty()) {
      return;
    }
    problems
        .oneOf(FIELD + ".default-person", name, names)
        .flatMap(people::byName)
        .ifPresent(
            person ->
                PeopleReader.OWN_PLATFORMS.stream()
                    .sorted()
                    .map(platform -> new Identity(platform, name))
                    .filter(identity -> !person.identities().contains(identity))
                    .forEach(
                        identity ->
                            problems.add(
                                FIELD + ".default-person",
                                "'" + name + "' without the account " + identity,
                                "it under identities")));
  }

  private void checkPorts(LabProperties lab, List<LaneLayout> lanes) {
    Map<Integer, String> taken = new HashMap<>();
    Stream.concat(
            Stream.of(Map.entry("server.port", server.port())),
            Stream.concat(
                Stream.of(Map.entry(FIELD + ".control-port", lab.controlPort())),
                lanes.stream()
                    .map(
                        lane ->
                            Map.entry(
                                "signalbox.applications."
                                    + Fields.key(lane.lane().application().name())
                                    + ".stages."
                                    + Fields.key(lane.lane().stage().name())
                                    + ".lab-port",
                                lane.port()))))
        .filter(entry -> entry.getValue() > 0)
        .forEach(
            entry -> {
              String other = taken.putIfAbsent(entry.getValue(), entry.getKey());
              if (Objects.nonNull(other)) {
                problems.add(
                    entry.getKey(), entry.getValue() + ", the port of " + other, "another port");
              }
            });
  }

  private static Latency latency(LabProperties.Speed speed) {
    return switch (speed) {
      case REALISTIC -> Latency.REALISTIC;
      case NONE -> Latency.NONE;
    };
  }
}
