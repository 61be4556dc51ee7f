package dev.signalbox.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Counts the production traffic of one lane at its router. Failures as in {@link TrafficSwitch}.
 */
public interface TrafficMeter {

  /**
   * What went to one cluster on one version.
   *
   * @param version as the answers said it; empty text where they did not
   * @param failed of the requests, those that users would call failed
   */
  record Share(
      String cluster,
      String version,
      long requests,
      long failed,
      Duration p50,
      Duration p95,
      Duration p99) {}

  /**
   * The traffic since an instant, in no particular order; empty where there was none. Reaches back
   * at least one hour.
   */
  List<Share> since(Instant from);
}
