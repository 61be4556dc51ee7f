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

  /** What was found of one condition that a watched version has to hold. */
  sealed interface Condition {
    /** What people call it. */
    String name();

    /** It holds. */
    record Holds(String name, String seen) implements Condition {}

    /** It does not. */
    record Broken(String name, String seen) implements Condition {}

    /** Too little is known to say; an outage is that, too. */
    record Unclear(String name, String why) implements Condition {}
  }

  /**
   * Looks at the conditions beyond what is counted, of which most meters have none. Never throws
   * for an outage.
   *
   * @param cluster whose traffic is judged
   * @param old what served before; the same where the cluster was rolled
   * @param from when the watch began
   */
  default List<Condition> conditions(String cluster, String old, Instant from) {
    return List.of();
  }
}
