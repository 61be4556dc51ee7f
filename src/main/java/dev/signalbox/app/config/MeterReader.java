package dev.signalbox.app.config;

import dev.signalbox.port.TrafficMeter;
import dev.signalbox.probe.accesslog.AccessLogMeter;
import dev.signalbox.probe.accesslog.AccessLogSettings;
import dev.signalbox.probe.prometheus.ConditionQuery;
import dev.signalbox.probe.prometheus.MeterQueries;
import dev.signalbox.probe.prometheus.PrometheusAccess;
import dev.signalbox.probe.prometheus.PrometheusMeter;
import dev.signalbox.topology.Lane;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what counts a lane's production traffic. */
final class MeterReader {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+):(\\d{1,5})");
  private static final String CLUSTER = "{cluster}";

  private final Problems problems;

  MeterReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The access log; empty when there are problems with it.
   *
   * @param groups the server group that has a backend; empty where clusters have their own
   */
  Optional<Part<TrafficMeter>> accessLog(
      String field, AccessLogProperties written, Optional<Part<UnaryOperator<String>>> groups) {
    String listen = Inherited.or(written.listen(), "");
    Matcher address = ADDRESS.matcher(listen);
    if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
      problems.add(
          field + ".listen",
          listen.isEmpty() ? "nothing" : "'" + listen + "'",
          "an address of this machine and a port, such as 10.0.0.5:5514");
    }
    String backend = Inherited.or(written.backend(), CLUSTER);
    requireCluster(field + ".backend", backend);
    if (problems.hasBelow(field)) {
      return Optional.empty();
    }
    InetSocketAddress ours =
        new InetSocketAddress(
            address.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(address.group(2)));
    return Optional.of(
        site -> {
          Lane lane = site.lane().lane();
          String names = lane.application().name() + "-" + lane.stage().name() + "-" + CLUSTER;
          String usual = groups.isPresent() ? CLUSTER : names;
          AccessLogMeter log =
              new AccessLogMeter(
                  new AccessLogSettings(ours, Inherited.or(written.backend(), usual)),
                  site.clock());
          return groups.<TrafficMeter>map(it -> new MeterOfGroups(log, it.make(site))).orElse(log);
        });
  }

  /** The Prometheus that counts; empty when there are problems with it. */
  Optional<Part<TrafficMeter>> prometheus(String field, PrometheusProperties written) {
    String p95 = needed(field + ".p95", written.p95());
    return prometheus(
        field,
        written,
        new MeterQueries(
            needed(field + ".requests", written.requests()),
            needed(field + ".failed", written.failed()),
            Inherited.or(written.p50(), p95),
            p95,
            Inherited.or(written.p99(), p95),
            written.clusterLabel(),
            written.cluster(),
            written.versionLabel(),
            written.leastWindow()));
  }

  /** The Prometheus whose conditions are judged beside what an access log counts. */
  Optional<Part<TrafficMeter>> conditions(String field, PrometheusProperties written) {
    if (written.requests() != null || written.failed() != null || written.p95() != null) {
      problems.add(
          field + ".requests",
          "a query, beside an access log that counts",
          "only conditions here, or no access-log");
    }
    if (written.conditions().isEmpty()) {
      problems.add(field + ".conditions", "none, beside an access log that counts", "at least one");
    }
    return prometheus(
        field, written, MeterQueries.nothing(written.cluster(), written.leastWindow()));
  }

  private Optional<Part<TrafficMeter>> prometheus(
      String field, PrometheusProperties written, MeterQueries queries) {
    URI url = written.url();
    if (url == null
        || url.getHost() == null
        || !String.valueOf(url.getScheme()).startsWith("http")) {
      problems.add(
          field + ".url",
          url == null ? "nothing" : "'" + url + "'",
          "where it is, such as http://prometheus:9090");
    }
    requireCluster(field + ".cluster", written.cluster());
    problems.positive(field + ".timeout", written.timeout());
    problems.positive(field + ".least-window", written.leastWindow());
    Optional<String> authorization = authorization(field, written);
    List<ConditionQuery> conditions = conditions(field + ".conditions", written.conditions());
    if (problems.hasBelow(field) || url == null) {
      return Optional.empty();
    }
    PrometheusAccess access = new PrometheusAccess(url, authorization, written.timeout());
    return Optional.of(site -> new PrometheusMeter(access, queries, conditions, site.clock()));
  }

  private void requireCluster(String field, String template) {
    if (!template.contains(CLUSTER)) {
      problems.add(field, "'" + template + "'", "a name with {cluster} in it");
    }
  }

  private String needed(String field, @Nullable String query) {
    if (query == null || query.isBlank()) {
      problems.add(field, "nothing", "a query in PromQL");
      return "";
    }
    return query;
  }

  private Optional<String> authorization(String field, PrometheusProperties written) {
    SecretFile secrets = new SecretFile(problems);
    Path token = written.bearerTokenFile();
    Path password = written.passwordFile();
    String user = written.user();
    if (token != null && (user != null || password != null)) {
      problems.add(field + ".bearer-token-file", "a token beside a user", "only one of them");
    }
    if ((user == null) != (password == null)) {
      problems.add(
          field + (user == null ? ".user" : ".password-file"),
          "nothing",
          "user and password-file, or none of them");
    }
    if (token != null) {
      return secrets.read(field + ".bearer-token-file", token).map(PrometheusAccess::bearer);
    }
    return user == null || password == null
        ? Optional.empty()
        : secrets
            .read(field + ".password-file", password)
            .map(it -> PrometheusAccess.basic(user, it));
  }

  private List<ConditionQuery> conditions(
      String field, List<PrometheusProperties.Condition> written) {
    List<ConditionQuery> conditions = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      PrometheusProperties.Condition one = written.get(i);
      String at = field + "[" + i + "]";
      if (one.max() == null && one.min() == null && one.maxRatio() == null) {
        problems.add(at + ".max", "nothing", "max, min or max-ratio");
      }
      String query = needed(at + ".query", one.query());
      conditions.add(
          new ConditionQuery(
              Inherited.or(one.name(), query),
              query,
              optional(one.max()),
              optional(one.min()),
              optional(one.maxRatio())));
    }
    return conditions;
  }

  private static OptionalDouble optional(@Nullable Double number) {
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }
}
