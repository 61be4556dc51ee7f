package dev.signalbox.lab.state;

import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the lab remembers.
 *
 * @param format of the file, {@link #FORMAT}
 * @param lanes by {@code application/stage}
 */
public record LabState(int format, Map<String, LaneState> lanes) {
  /** The only format there is. */
  public static final int FORMAT = 1;

  /** Copies the lanes. */
  public LabState {
    lanes = Map.copyOf(lanes);
  }

  /** Nothing remembered yet. */
  public static LabState empty() {
    return new LabState(FORMAT, Map.of());
  }

  /** The same with one lane replaced or added. */
  public LabState with(String lane, LaneState state) {
    Map<String, LaneState> changed = new TreeMap<>(lanes);
    changed.put(lane, state);
    return new LabState(format, changed);
  }
}
