package dev.signalbox.lab;

import dev.signalbox.lab.node.Latency;
import dev.signalbox.lab.site.LaneLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a lab is made of.
 *
 * @param controlPort of the control API, on loopback; 0 for any free port
 * @param stateDirectory where the lab keeps what survives its end; made if need be
 * @param lanes at least one
 * @param tempo how fast things happen
 * @param trickle requests per second that users send through each lane's proxy; 0 for none
 */
public record LabConfig(
    int controlPort, Path stateDirectory, List<LaneLayout> lanes, Tempo tempo, int trickle) {

  /** Copies the lanes. */
  public LabConfig {
    lanes = List.copyOf(lanes);
  }

  /**
   * How fast things happen.
   *
   * @param pace how long an installation keeps a node down; zero for at once
   * @param latency how long pages take
   * @param checkInterval the time between two health checks of a node; above zero
   */
  public record Tempo(Duration pace, Latency latency, Duration checkInterval) {
    /** As on real machines, a little faster. */
    public static final Tempo REALISTIC =
        new Tempo(Duration.ofSeconds(3), Latency.REALISTIC, Duration.ofSeconds(1));

    /** Without any waiting, for tests. */
    public static final Tempo AT_ONCE =
        new Tempo(Duration.ZERO, Latency.NONE, Duration.ofMillis(100));

    /** Refuses a negative pace and an interval that is not above zero. */
    public Tempo {
      if (pace.isNegative() || !checkInterval.isPositive()) {
        throw new IllegalArgumentException(
            "lab: found pace %s and check interval %s, write durations of at least 0 and above 0"
                .formatted(pace, checkInterval));
      }
    }
  }
}
