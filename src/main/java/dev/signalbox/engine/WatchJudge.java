package dev.signalbox.engine;

import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.port.TrafficMeter.Condition;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges a version by its production traffic: what went to its cluster and was answered by it.
 * Failed early, as users are hit meanwhile; passed only at the end.
 *
 * <p>Some answers do not say a version: those that the router gave because a node did not, and all
 * of an application that never says it. They count for the new version as long as no other answers
 * in its cluster; where another does (rolling), only the failed ones among them count, since a node
 * that has just been changed is the likeliest to have caused them.
 */
final class WatchJudge {

  private WatchJudge() {}

  /**
   * The verdict on everything since the watch began.
   *
   * @param timeOver whether the watch has come to its end
   */
  static WatchVerdict judge(
      WatchPolicy policy, List<Share> shares, String cluster, Version version, boolean timeOver) {
    Traffic traffic = traffic(shares, cluster, version);
    boolean enough = traffic.requests() >= policy.minRequests();
    List<String> faults = enough ? faults(policy, traffic) : List.of();
    if (!faults.isEmpty()) {
      return new WatchVerdict.Failed(String.join("; ", faults) + " (" + traffic.line() + ")");
    }
    if (!timeOver) {
      return new WatchVerdict.GoesOn(traffic.line());
    }
    return enough
        ? new WatchVerdict.Passed(traffic.line())
        : new WatchVerdict.Inconclusive(
            traffic.line()
                + ": at least "
                + Figures.count(policy.minRequests())
                + " requests are needed to judge");
  }

  /**
   * The verdict with what the conditions say: one that is broken fails the version, and one that
   * nobody can judge leaves a version that would have passed to people.
   */
  static WatchVerdict with(WatchVerdict counted, List<Condition> conditions) {
    List<String> broken = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    List<String> held = new ArrayList<>();
    for (Condition condition : conditions) {
      switch (condition) {
        case Condition.Broken(String name, String seen) -> broken.add(name + " is " + seen);
        case Condition.Unclear(String name, String why) -> unclear.add(name + ": " + why);
        case Condition.Holds(String name, String seen) -> held.add(name + " " + seen);
      }
    }
    return switch (counted) {
      case WatchVerdict.Failed failed -> failed;
      case WatchVerdict _ when !broken.isEmpty() ->
          new WatchVerdict.Failed(String.join("; ", broken));
      case WatchVerdict.Passed(String line) when !unclear.isEmpty() ->
          new WatchVerdict.Inconclusive(line + "; " + String.join("; ", unclear));
      case WatchVerdict.Passed(String line) ->
          new WatchVerdict.Passed(held.isEmpty() ? line : line + "; " + String.join("; ", held));
      case WatchVerdict.GoesOn goesOn -> goesOn;
      case WatchVerdict.Inconclusive inconclusive -> inconclusive;
    };
  }

  private static List<String> faults(WatchPolicy policy, Traffic traffic) {
    List<String> faults = new ArrayList<>();
    if (traffic.errorRate() > policy.maxErrorRate()) {
      faults.add(
          Figures.percent(traffic.errorRate())
              + " of the requests failed, at most "
              + Figures.percent(policy.maxErrorRate())
              + " may");
    }
    if (traffic.p95().compareTo(policy.maxP95()) > 0) {
      faults.add(
          "p95 is "
              + Figures.millis(traffic.p95())
              + ", at most "
              + Figures.millis(policy.maxP95())
              + " are accepted");
    }
    return faults;
  }

  private static Traffic traffic(List<Share> shares, String cluster, Version version) {
    List<Share> there =
        shares.stream().filter(s -> s.cluster().equals(cluster) && s.requests() > 0).toList();
    List<Share> own = there.stream().filter(s -> s.version().equals(version.text())).toList();
    List<Share> unnamed = there.stream().filter(s -> s.version().isEmpty()).toList();
    boolean alone = own.size() + unnamed.size() == there.size();
    long unnamedFailed = sum(unnamed.stream().map(Share::failed));
    return new Traffic(
        sum(own.stream().map(Share::requests))
            + (alone ? sum(unnamed.stream().map(Share::requests)) : unnamedFailed),
        sum(own.stream().map(Share::failed)) + unnamedFailed,
        p95(own.isEmpty() && alone ? unnamed : own));
  }

  private static long sum(Stream<Long> counts) {
    return counts.mapToLong(Long::longValue).sum();
  }

  /** Percentiles of parts cannot be put together; that of the whole is at most the highest. */
  private static Duration p95(List<Share> shares) {
    return shares.stream().map(Share::p95).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  private record Traffic(long requests, long failed, Duration p95) {

    double errorRate() {
      return requests == 0 ? 0 : (double) failed / requests;
    }

    String line() {
      return requests == 0
          ? "no requests"
          : Figures.count(requests)
              + " requests, "
              + Figures.count(failed)
              + " failed, p95 "
              + Figures.millis(p95);
    }
  }
}
