package dev.signalbox.engine;

import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.topology.Version;
import java.util.List;

/** Judges. */
final class WatchJudge {
  private WatchJudge() {}

  static WatchVerdict judge(
      WatchPolicy policy, List<Share> shares, String cluster, Version version, boolean timeOver) {
    List<Share> own =
        shares.stream()
            .filter(s -> s.cluster().equals(cluster) && s.version().equals(version.text()))
            .toList();
    long requests = own.stream().mapToLong(Share::requests).sum();
    long failed = own.stream().mapToLong(Share::failed).sum();
    String line = requests + " requests, " + failed + " failed";
    if (requests >= policy.minRequests()
        && requests > 0
        && (double) failed / requests > policy.maxErrorRate()) {
      return new WatchVerdict.Failed(line);
    }
    if (!timeOver) {
      return new WatchVerdict.GoesOn(line);
    }
    return requests < policy.minRequests()
        ? new WatchVerdict.Inconclusive(line)
        : new WatchVerdict.Passed(line);
  }
}
