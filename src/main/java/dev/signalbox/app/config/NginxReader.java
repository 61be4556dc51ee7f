package dev.signalbox.app.config;

import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.port.LoadBalancer;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a lane's nginx. */
final class NginxReader {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]+");
  private static final String CLUSTER = "{cluster}";

  private final Problems problems;

  NginxReader(Problems problems) {
    this.problems = problems;
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

  /** What is written, once nothing is wrong with it. */
  private record Checked(Path include, URI status, NginxProperties written) {

    Nginx in(Part.Site site) {
      Lane lane = site.lane().lane();
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
      return new Nginx(settings, new LocalMachine());
    }

    NodeHealth health() {
      String path = written.health().path();
      return path == null
          ? NodeHealth.accepts(written.health().within())
          : NodeHealth.answers(path, written.health().within());
    }
  }

  private Optional<Checked> checked(String field, NginxProperties written) {
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
    checkNames(field, written);
    checkTimes(field, written);
    return include == null || status == null || problems.hasBelow(field)
        ? Optional.empty()
        : Optional.of(new Checked(include, status, written));
  }

  private void checkNames(String field, NginxProperties written) {
    String upstream = Inherited.or(written.upstream(), CLUSTER);
    String variable = Inherited.or(written.variable(), "shop");
    List<String> program = written.program();
    String path = Inherited.or(written.health().path(), "/");
    if (!upstream.contains(CLUSTER)) {
      problems.add(field + ".upstream", "'" + upstream + "'", "a name with {cluster} in it");
    }
    if (!VARIABLE.matcher(variable).matches()) {
      problems.add(field + ".variable", "'" + variable + "'", "letters, digits and underscores");
    }
    if (program.isEmpty() || program.getFirst().isBlank()) {
      problems.add(field + ".program", "nothing", "nginx, or how it is called: [sudo, -n, nginx]");
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
