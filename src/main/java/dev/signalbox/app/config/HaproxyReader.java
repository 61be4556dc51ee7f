package dev.signalbox.app.config;

import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.topology.Lane;
import dev.signalbox.traffic.haproxy.Haproxies;
import dev.signalbox.traffic.haproxy.HaproxyAddress;
import dev.signalbox.traffic.haproxy.HaproxyGroupRegistrar;
import dev.signalbox.traffic.haproxy.HaproxyLoadBalancer;
import dev.signalbox.traffic.haproxy.HaproxySettings;
import dev.signalbox.traffic.haproxy.HaproxySettings.Backends;
import dev.signalbox.traffic.haproxy.HaproxySettings.Instance;
import dev.signalbox.traffic.haproxy.HaproxyTrafficSwitch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a lane has at its HAProxys. */
final class HaproxyReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Problems problems;
  private final LaneShape shape;
  private final Machines machines;
  private final Haproxies haproxies;

  HaproxyReader(Problems problems, LaneShape shape, SharedByLanes shared) {
    this.problems = problems;
    this.shape = shape;
    this.machines = shared.machines();
    this.haproxies = shared.haproxies();
  }

  /** The switch; empty when there are problems with it. */
  Optional<Part<TrafficSwitch>> trafficSwitch(String field, HaproxyProperties written) {
    return checked(field, written)
        .map(
            checked ->
                site -> {
                  Lane lane = site.lane().lane();
                  return new HaproxyTrafficSwitch(lane, checked.of(lane), haproxies);
                });
  }

  /** The balancer; empty when there are problems with it. */
  Optional<Part<LoadBalancer>> loadBalancer(String field, HaproxyProperties written) {
    return checked(field, written)
        .map(
            checked ->
                site -> {
                  Lane lane = site.lane().lane();
                  return new HaproxyLoadBalancer(
                      lane, site.lane().layout(), checked.of(lane), haproxies);
                });
  }

  /** What a provisioner tells of its server groups; empty when there are problems with it. */
  Optional<Part<GroupRegistrar>> registrar(String field, HaproxyProperties written) {
    return checked(field, written)
        .map(
            checked ->
                site -> {
                  Lane lane = site.lane().lane();
                  return new HaproxyGroupRegistrar(lane, checked.of(lane), haproxies);
                });
  }

  /** The group that has a backend, or the backend's own name; empty when there are problems. */
  Optional<Part<UnaryOperator<String>>> groupNames(String field, HaproxyProperties written) {
    return checked(field, written)
        .map(
            checked ->
                site -> {
                  Lane lane = site.lane().lane();
                  var groups = new HaproxyGroupRegistrar(lane, checked.of(lane), haproxies);
                  return backend -> groups.at(backend).orElse(backend);
                });
  }

  /** What is written, once nothing is wrong with it. */
  private record Checked(
      List<Instance> instances, String map, Backends backends, HaproxyProperties written) {

    HaproxySettings of(Lane lane) {
      String key = lane.application().name() + "-" + lane.stage().name();
      return new HaproxySettings(
          instances,
          map,
          Inherited.or(written.key(), key),
          backends,
          Inherited.or(written.timeout(), TIMEOUT));
    }
  }

  private Optional<Checked> checked(String field, HaproxyProperties written) {
    String map = word(field + ".map", written.map(), "the path of the map in haproxy.cfg");
    String key = written.key();
    if (key != null) {
      word(field + ".key", key, "the lane's key in the map");
    }
    problems.positive(field + ".timeout", Inherited.or(written.timeout(), TIMEOUT));
    List<Instance> instances = instances(field + ".instances", written);
    Optional<Backends> backends = backends(field, written);
    return problems.hasBelow(field)
        ? Optional.empty()
        : backends.map(it -> new Checked(instances, map, it, written));
  }

  private String word(String field, @Nullable String text, String remedy) {
    if (text == null || !HaproxySettings.isWord(text)) {
      problems.add(field, text == null ? "nothing" : "'" + text + "'", remedy + ", without spaces");
      return "";
    }
    return text;
  }

  private List<Instance> instances(String field, HaproxyProperties written) {
    if (written.instances().isEmpty()) {
      problems.add(field, "nothing", "one name for each HAProxy, with its socket below it");
    }
    List<Instance> instances = new ArrayList<>();
    written
        .instances()
        .forEach(
            (name, it) ->
                instance(field + "." + Fields.key(name), name, it, Inherited.or(written.map(), "/"))
                    .ifPresent(instances::add));
    return instances;
  }

  private Optional<Instance> instance(
      String field, String name, HaproxyProperties.Instance written, String map) {
    Optional<HaproxyAddress> socket =
        address(field + ".socket", Inherited.or(written.socket(), ""));
    Optional<HaproxyAddress> master =
        Optional.ofNullable(written.masterSocket())
            .flatMap(it -> address(field + ".master-socket", it));
    Optional<String> machine = Optional.ofNullable(written.machine());
    machine.ifPresent(it -> machines.chosen(problems, field + ".machine", it));
    Path states = written.stateDirectory();
    if (states == null) {
      problems.add(
          field + ".state-directory",
          "nothing",
          "the directory of server-state-base in haproxy.cfg");
    }
    return states == null
        ? Optional.empty()
        : socket.map(
            it ->
                new Instance(
                    name,
                    it,
                    master,
                    machine,
                    Inherited.or(written.mapFile(), Path.of(map)),
                    states));
  }

  private Optional<HaproxyAddress> address(String field, String text) {
    return problems.attempt(field, () -> HaproxyAddress.parse(text));
  }

  private Optional<Backends> backends(String field, HaproxyProperties written) {
    return switch (shape) {
      case LaneShape.Clusters(var nodes, var _, var _) -> fixed(field, written, nodes.keySet());
      case LaneShape.Groups _ -> slots(field, written);
    };
  }

  private Optional<Backends> fixed(String field, HaproxyProperties written, Set<String> clusters) {
    if (!written.slots().isEmpty()) {
      problems.add(field + ".slots", "some, in a lane of clusters that stay", "backends instead");
    }
    Map<String, String> backends = new LinkedHashMap<>();
    for (String cluster : clusters) {
      String at = field + ".backends." + Fields.key(cluster);
      backends.put(
          cluster, word(at, written.backends().get(cluster), "the name of the cluster's backend"));
    }
    written.backends().keySet().stream()
        .filter(it -> !clusters.contains(it))
        .forEach(it -> problems.oneOf(field + ".backends." + Fields.key(it), it, clusters));
    return problems.hasBelow(field)
        ? Optional.empty()
        : problems.attempt(field + ".backends", () -> new Backends.Fixed(backends));
  }

  private Optional<Backends> slots(String field, HaproxyProperties written) {
    if (!written.backends().isEmpty()) {
      problems.add(field + ".backends", "some, in a lane of server groups", "slots instead");
    }
    if (written.slots().size() < 2) {
      problems.add(
          field + ".slots",
          written.slots().size() + " backends",
          "three: for what is live, what is kept and what is new");
    }
    return problems.hasBelow(field)
        ? Optional.empty()
        : problems.attempt(field + ".slots", () -> new Backends.Slots(written.slots()));
  }
}
