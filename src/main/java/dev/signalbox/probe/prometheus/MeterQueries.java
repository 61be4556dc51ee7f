package dev.signalbox.probe.prometheus;

import java.time.Duration;

/**
 * What is asked for the traffic of one lane. In each query {@code {window}} stands for the time
 * that is asked about, such as {@code 90s}; each comes to one number for each cluster, and version
 * where that is known.
 *
 * @param requests how many there were
 * @param failed how many of them users would call failed
 * @param p50 the median latency, in seconds
 * @param p95 in seconds
 * @param p99 in seconds
 * @param clusterLabel the label that names the cluster
 * @param cluster what that label's value is like, with {@code {cluster}} in it
 * @param versionLabel the label that names the version; a series without it counts as unnamed
 * @param leastWindow no shorter window is asked about, since two scrapes have to be within it
 */
public record MeterQueries(
    String requests,
    String failed,
    String p50,
    String p95,
    String p99,
    String clusterLabel,
    String cluster,
    String versionLabel,
    Duration leastWindow) {

  /** Counts nothing; only conditions are asked about. */
  public static MeterQueries nothing(String cluster, Duration leastWindow) {
    return new MeterQueries("", "", "", "", "", "", cluster, "", leastWindow);
  }

  /** Whether there is anything to count. */
  boolean counts() {
    return !requests.isEmpty();
  }
}
