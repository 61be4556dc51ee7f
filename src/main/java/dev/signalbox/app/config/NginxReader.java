package dev.signalbox.app.config;

import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.Machine;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.traffic.nginx.Nginx;
import dev.signalbox.traffic.nginx.NginxLoadBalancer;
import dev.signalbox.traffic.nginx.NginxSettings;
import dev.signalbox.traffic.nginx.NginxTrafficSwitch;
import dev.signalbox.traffic.nginx.NodeHealth;
import dev.signalbox.traffic.nginx.Standby;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a lane's nginx. */
final class NginxReader {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]+");
  private static final String CLUSTER = "{cluster}";

  private final Problems problems;
  private final Machines machines;
  private final LaneShape shape;

  NginxReader(Problems problems, Machines machines, LaneShape shape) {
    this.problems = problems;
    this.machines = machines;
    this.shape = shape;
  }

  /** The switch; empty when there are problems with it. */
  Optional<Part<TrafficSwitch>> trafficSwitch(String field, NginxProperties written) {
    return checked(field, written)
        .map(
            nginx ->
                site -> {
                  Standby standby = Standby.withHealthyNode(clusters(site), nginx.health());
                  return new NginxTrafficSwitch(nginx.in(site), standby);
                });
  }

  /** The balancer; empty when there are problems with it. */
  Optional<Part<LoadBalancer>> loadBalancer(String field, NginxProperties written) {
    return checked(field, written)
        .map(
            nginx -> site -> new NginxLoadBalancer(nginx.in(site), clusters(site), nginx.health()));
  }

  private static Function<String, Optional<Cluster>> clusters(Part.Site site) {
    return switch (site.lane().layout()) {
      case Layout.FixedClusters fixed -> fixed::named;
      case Layout.ServerGroups _ -> _ -> Optional.empty();
    };
  }

  /** One nginx, once nothing is wrong with it. */
  private record Instance(
      String name, Path include, URI status, Supplier<Machine> machine, NginxProperties written) {
    Nginx in(Lane lane) {
      String names = lane.application().name() + "-" + lane.stage().name();
      NginxSettings settings =
          new NginxSettings(
              include,
              Inherited.or(written.upstream(), names + "-" + CLUSTER),
              Inherited.or(written.variable(), names.replaceAll("[^A-Za-z0-9]", "_")),
              written.program(),
              written.pidFile(),
              status,
              written.statusFrom(),
              written.timeout());
      return new Nginx(name, settings, machine.get());
    }
  }

  /** What is written, once nothing is wrong with it. */
  private record Checked(List<Instance> instances, NginxProperties.Health written) {

    List<Nginx> in(Part.Site site) {
      return instances.stream().map(it -> it.in(site.lane().lane())).toList();
    }

    NodeHealth health() {
      String path = written.path();
      return path == null
          ? NodeHealth.accepts(written.within())
          : NodeHealth.answers(path, written.within());
    }
  }

  private Optional<Checked> checked(String field, NginxProperties written) {
    if (shape instanceof LaneShape.Groups) {
      problems.add(
          field,
          "nginx, in a lane of server groups",
          "haproxy with slots, or command: nginx cannot be told of new servers here");
    }
    checkNames(field, written);
    checkTimes(field, written);
    List<Instance> instances = new ArrayList<>();
    written
        .each()
        .forEach(
            (name, one) -> {
              String at =
                  written.instances().isEmpty() ? field : field + ".instances." + Fields.key(name);
              instance(at, name, one).ifPresent(instances::add);
            });
    return problems.hasBelow(field)
        ? Optional.empty()
        : Optional.of(new Checked(instances, written.health()));
  }

  private Optional<Instance> instance(String field, String name, NginxProperties written) {
    Path include = written.include();
    URI status = written.status();
    if (include == null) {
      problems.add(field + ".include", "nothing", "the path of the file that nginx includes");
    }
    if (status == null || !"http".equals(status.getScheme()) || status.getHost() == null) {
      problems.add(
          field + ".status",
          status == null ? "nothing" : "'" + status + "'",
          "the status location, such as http://127.0.0.1:8079/shop-production");
    }
    List<String> program = written.program();
    if (program.isEmpty() || program.getFirst().isBlank()) {
      problems.add(field + ".program", "nothing", "nginx, or how it is called: [sudo, -n, nginx]");
    }
    Optional<Supplier<Machine>> machine =
        machines.chosen(problems, field + ".machine", written.machine());
    return include == null || status == null
        ? Optional.empty()
        : machine.map(it -> new Instance(name, include, status, it, written));
  }

  private void checkNames(String field, NginxProperties written) {
    String upstream = Inherited.or(written.upstream(), CLUSTER);
    String variable = Inherited.or(written.variable(), "shop");
    String path = Inherited.or(written.health().path(), "/");
    if (!upstream.contains(CLUSTER)) {
      problems.add(field + ".upstream", "'" + upstream + "'", "a name with {cluster} in it");
    }
    if (!VARIABLE.matcher(variable).matches()) {
      problems.add(field + ".variable", "'" + variable + "'", "letters, digits and underscores");
    }
    if (!path.startsWith("/")) {
      problems.add(field + ".health.path", "'" + path + "'", "a path that begins with a slash");
    }
  }

  private void checkTimes(String field, NginxProperties written) {
    if (written.timeout().toSeconds() < 1) {
      problems.add(field + ".timeout", Spans.text(written.timeout()), "1s or more");
    }
    problems.positive(field + ".health.within", written.health().within());
  }
}
