package dev.signalbox.probe.prometheus;

import dev.signalbox.port.Inspectable;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts by what a Prometheus has scraped. It is as late as its scrapes are apart, and its counts
 * are estimates: {@code increase()} extends what it saw to the ends of the window.
 */
public final class PrometheusMeter implements TrafficMeter, Inspectable, AutoCloseable {
  private static final String CLUSTER = "{cluster}";
  private static final String WINDOW = "{window}";
  private static final double NANOS = 1e9;

  private final PrometheusClient client;
  private final MeterQueries queries;
  private final List<ConditionQuery> conditions;
  private final InstantSource clock;
  private final Pattern shape;

  /** The meter of one lane. */
  public PrometheusMeter(
      PrometheusAccess access,
      MeterQueries queries,
      List<ConditionQuery> conditions,
      InstantSource clock) {
    this.client = new PrometheusClient(access);
    this.queries = queries;
    this.conditions = List.copyOf(conditions);
    this.clock = clock;
    String cluster = queries.cluster();
    int at = cluster.indexOf(CLUSTER);
    this.shape =
        Pattern.compile(
            Pattern.quote(cluster.substring(0, at))
                + "(.+)"
                + Pattern.quote(cluster.substring(at + CLUSTER.length())));
  }

  private record Kind(String cluster, String version) {}

  @Override
  public List<Share> since(Instant from) {
    Instant now = clock.instant();
    String window = window(Duration.between(from, now));
    Map<Kind, Double> requests = ask(queries.requests(), window, now);
    Map<Kind, Double> failed = ask(queries.failed(), window, now);
    Map<Kind, Double> p50 = ask(queries.p50(), window, now);
    Map<Kind, Double> p95 = ask(queries.p95(), window, now);
    Map<Kind, Double> p99 = ask(queries.p99(), window, now);
    return requests.entrySet().stream()
        .filter(it -> Math.round(it.getValue()) > 0)
        .map(
            it ->
                new Share(
                    it.getKey().cluster(),
                    it.getKey().version(),
                    Math.round(it.getValue()),
                    Math.round(failed.getOrDefault(it.getKey(), 0.0)),
                    latency(p50, it.getKey()),
                    latency(p95, it.getKey()),
                    latency(p99, it.getKey())))
        .toList();
  }

  private String window(Duration asked) {
    Duration longer = asked.compareTo(queries.leastWindow()) < 0 ? queries.leastWindow() : asked;
    return Math.max(1, longer.toSeconds()) + "s";
  }

  private Map<Kind, Double> ask(String query, String window, Instant at) {
    Map<Kind, Double> found = new HashMap<>();
    for (Sample sample : client.query(query.replace(WINDOW, window), at)) {
      Matcher cluster = shape.matcher(sample.labels().getOrDefault(queries.clusterLabel(), ""));
      if (cluster.matches()) {
        String version = sample.labels().getOrDefault(queries.versionLabel(), "");
        found.merge(new Kind(cluster.group(1), version), sample.value(), Double::sum);
      }
    }
    return found;
  }

  /** A version's own latency, or where latencies are not told by version, its cluster's. */
  private static Duration latency(Map<Kind, Double> seconds, Kind kind) {
    double found =
        seconds.getOrDefault(kind, seconds.getOrDefault(new Kind(kind.cluster(), ""), 0.0));
    return Duration.ofNanos((long) (found * NANOS));
  }

  @Override
  public List<Condition> conditions(String cluster, String old, Instant from) {
    Instant now = clock.instant();
    Duration time = Duration.between(from, now);
    List<Condition> found = new ArrayList<>();
    for (ConditionQuery condition : conditions) {
      try {
        OptionalDouble value = value(condition, cluster, window(time), now);
        OptionalDouble before =
            condition.maxRatio().isPresent()
                ? value(condition, old, window(time), from)
                : OptionalDouble.empty();
        found.add(judged(condition, value, before, old));
      } catch (PortFailure e) {
        found.add(new Condition.Unclear(condition.name(), e.reason()));
      }
    }
    return found;
  }

  private OptionalDouble value(
      ConditionQuery condition, String cluster, String window, Instant at) {
    String named = queries.cluster().replace(CLUSTER, cluster);
    String query = condition.query().replace(CLUSTER, named).replace(WINDOW, window);
    List<Sample> samples = client.query(query, at);
    if (samples.size() > 1) {
      throw new PortFailure.Unreachable(
          "'" + query + "' comes to " + samples.size() + " numbers instead of one", null);
    }
    return samples.stream().mapToDouble(Sample::value).findFirst();
  }

  private static Condition judged(
      ConditionQuery condition, OptionalDouble value, OptionalDouble before, String old) {
    String name = condition.name();
    if (value.isEmpty()) {
      return new Condition.Unclear(name, "there is no data yet");
    }
    double seen = value.getAsDouble();
    if (condition.max().isPresent() && seen > condition.max().getAsDouble()) {
      return broken(name, seen, "at most " + text(condition.max().getAsDouble()));
    }
    if (condition.min().isPresent() && seen < condition.min().getAsDouble()) {
      return broken(name, seen, "at least " + text(condition.min().getAsDouble()));
    }
    if (condition.maxRatio().isEmpty()) {
      return new Condition.Holds(name, text(seen));
    }
    if (before.isEmpty()) {
      return new Condition.Unclear(name, "there is no data of " + old + " to compare with");
    }
    double most = condition.maxRatio().getAsDouble() * before.getAsDouble();
    String words =
        text(condition.maxRatio().getAsDouble())
            + " times the "
            + text(before.getAsDouble())
            + " of "
            + old;
    return seen > most
        ? broken(name, seen, "at most " + words)
        : new Condition.Holds(name, text(seen) + ", at most " + words);
  }

  private static Condition broken(String name, double seen, String accepted) {
    return new Condition.Broken(name, text(seen) + ", " + accepted + " is accepted");
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.4g", value)
        .replaceFirst("(\\.\\d*?)0+($|e)", "$1$2")
        .replaceFirst("\\.($|e)", "$1");
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    List<Finding> found = new ArrayList<>();
    if (queries.counts()) {
      found.add(counting());
    }
    conditions.forEach(condition -> found.add(understood(condition)));
    return found;
  }

  /** Whether the query is one; what it comes to depends on the cluster that is watched. */
  private Finding understood(ConditionQuery condition) {
    String what = "condition " + condition.name();
    try {
      OptionalDouble value =
          value(condition, "signalbox-check", window(Duration.ofMinutes(5)), clock.instant());
      return new Finding.Good(
          what,
          "Prometheus at "
              + client.url()
              + " takes it"
              + (value.isPresent() ? ", it is " + text(value.getAsDouble()) : ""));
    } catch (PortFailure e) {
      return new Finding.Bad(
          what, e.reason(), "Correct its query, and check url and who may read it.");
    }
  }

  private Finding counting() {
    String what = "Prometheus at " + client.url();
    Instant now = clock.instant();
    try {
      int series = ask(queries.requests(), window(Duration.ofMinutes(5)), now).size();
      return series == 0
          ? new Finding.Bad(
              what,
              "it answers, but the query for requests finds none in 5 minutes",
              "Compare traffic-meter.prometheus.requests with the metrics of the router.")
          : new Finding.Good(what, "requests of " + series + " clusters and versions");
    } catch (PortFailure e) {
      return new Finding.Bad(what, e.reason(), "Check url, and who may read it.");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
