package dev.signalbox.app.config;

import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.traffic.dns.DnsContext;
import dev.signalbox.traffic.dns.DnsServers;
import dev.signalbox.traffic.dns.DnsSwitchSettings;
import dev.signalbox.traffic.dns.DnsTarget;
import dev.signalbox.traffic.dns.DnsTrafficSwitch;
import dev.signalbox.traffic.dns.Endpoint;
import dev.signalbox.traffic.dns.KeySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a lane's switch that is the DNS, and its servers. */
final class DnsReader {

  private final Problems problems;
  private final LaneShape shape;

  /** Reads for a lane of this shape. */
  DnsReader(Problems problems, LaneShape shape) {
    this.problems = problems;
    this.shape = shape;
  }

  /** The switch; empty when there are problems with it. */
  Optional<Part<TrafficSwitch>> trafficSwitch(String field, DnsProperties.Switch written) {
    return settings(field, written)
        .map(it -> site -> new DnsTrafficSwitch(it, DnsContext.of(site.clock())));
  }

  /** What the switch is; empty when there are problems with it. */
  Optional<DnsSwitchSettings> settings(String field, DnsProperties.Switch written) {
    Optional<DnsServers> servers = servers(field + ".servers", written.servers());
    Map<String, DnsTarget> targets = new LinkedHashMap<>();
    written
        .clusters()
        .forEach(
            (cluster, target) ->
                target(field + ".clusters." + Fields.key(cluster), target)
                    .ifPresent(it -> targets.put(cluster, it)));
    if (!coversClusters(field + ".clusters", written.clusters().keySet())
        || targets.size() != written.clusters().size()
        || servers.isEmpty()) {
      return Optional.empty();
    }
    return problems
        .attempt(
            field,
            () ->
                new DnsSwitchSettings.Times(
                    Optional.ofNullable(written.ttl()),
                    Optional.ofNullable(written.swapTtl()),
                    written.margin()))
        .flatMap(
            times ->
                problems.attempt(
                    field + ".name",
                    () ->
                        new DnsSwitchSettings(
                            servers.get(), Inherited.or(written.name(), ""), targets, times)));
  }

  private Optional<DnsTarget> target(String field, DnsProperties.Target written) {
    List<Optional<DnsTarget>> found = new ArrayList<>();
    String cname = written.cname();
    if (cname != null) {
      found.add(problems.attempt(field + ".cname", () -> new DnsTarget.Alias(cname)));
    }
    String of = written.addressesOf();
    if (of != null) {
      found.add(problems.attempt(field + ".addresses-of", () -> new DnsTarget.AddressesOf(of)));
    }
    List<String> addresses = written.addresses();
    if (addresses != null) {
      found.add(problems.attempt(field + ".addresses", () -> new DnsTarget.Addresses(addresses)));
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    problems.add(
        field,
        found.isEmpty() ? "nothing" : found.size() + " kinds",
        "one of cname, addresses-of and addresses");
    return Optional.empty();
  }

  /** Every cluster of the lane has to be there, and no other. */
  boolean coversClusters(String field, Set<String> written) {
    return switch (shape) {
      case LaneShape.Groups _ -> {
        problems.add(
            field,
            "a lane of server groups, whose names nobody knows beforehand",
            "a switch of another kind, or clusters that stay");
        yield false;
      }
      case LaneShape.Clusters(var nodes, var _, var _) -> {
        if (!nodes.keySet().equals(written)) {
          String found = written.isEmpty() ? "nothing" : String.join(", ", written);
          problems.add(
              field, found, "each cluster of the lane: " + String.join(", ", nodes.keySet()));
        }
        yield nodes.keySet().equals(written);
      }
    };
  }

  /** The servers and their key; empty when there are problems with them. */
  Optional<DnsServers> servers(String field, DnsProperties.@Nullable Servers written) {
    if (written == null) {
      problems.missing(field, "nothing", "zone, primary and key-file below it");
      return Optional.empty();
    }
    Optional<KeySource> key = key(field, written);
    Optional<Endpoint> primary = endpoint(field + ".primary", Inherited.or(written.primary(), ""));
    List<Endpoint> authoritative = endpoints(field + ".authoritative", written.authoritative());
    List<Endpoint> resolvers = endpoints(field + ".resolvers", written.resolvers());
    problems.positive(field + ".timeout", written.timeout());
    if (key.isEmpty() || primary.isEmpty() || !written.timeout().isPositive()) {
      return Optional.empty();
    }
    return problems.attempt(
        field + ".zone",
        () ->
            new DnsServers(
                Inherited.or(written.zone(), ""),
                primary.get(),
                key.get(),
                authoritative,
                resolvers,
                written.timeout()));
  }

  private Optional<KeySource> key(String field, DnsProperties.Servers written) {
    KeySource.Defaults defaults =
        new KeySource.Defaults(Inherited.or(written.keyName(), ""), written.keyAlgorithm());
    var file = written.keyFile();
    String variable = written.keyVariable();
    if ((file == null) == (variable == null)) {
      problems.add(
          field + ".key-file",
          file == null ? "nothing" : "a key-variable too",
          "one of key-file and key-variable");
      return Optional.empty();
    }
    return Optional.of(
        file != null
            ? new KeySource.InFile(file, defaults)
            : new KeySource.InEnvironment(String.valueOf(variable), defaults));
  }

  private List<Endpoint> endpoints(String field, List<String> written) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      endpoint(field + "[" + i + "]", written.get(i)).ifPresent(endpoints::add);
    }
    return endpoints;
  }

  private Optional<Endpoint> endpoint(String field, String written) {
    return problems.attempt(field, () -> Endpoint.parse(written));
  }
}
