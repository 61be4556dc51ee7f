package dev.signalbox.lab.traffic;

import java.util.List;

/**
 * What was counted in one second, for a plot.
 *
 * @param second seconds since 1970
 * @param rows one for each kind of request that occurred
 */
public record TrafficSecond(long second, List<TrafficRow> rows) {

  /** Copies the rows. */
  public TrafficSecond {
    rows = List.copyOf(rows);
  }
}
