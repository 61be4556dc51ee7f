package dev.signalbox.lab.state;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The state of the lab now; a change is in the file before anybody can see it here. */
public final class Memory {
  private final StateFile file;
  private LabState current;

  /** Remembers what the file holds. */
  public Memory(StateFile file) {
    this.file = file;
    this.current = file.load();
  }

  /** What is remembered of a lane; empty if it is new. */
  public synchronized Optional<LaneState> lane(String name) {
    return Optional.ofNullable(current.lanes().get(name));
  }

  /**
   * Remembers a change of a lane that is known.
   *
   * @throws LabStateException if it cannot be saved; it has not happened then
   */
  public synchronized LaneState change(String lane, UnaryOperator<LaneState> change) {
    LaneState known =
        lane(lane).orElseThrow(() -> new IllegalArgumentException("unknown lane " + lane));
    return put(lane, change.apply(known));
  }

  /** Remembers a lane, replacing what was known of it; throws as {@link #change} does. */
  public synchronized LaneState put(String lane, LaneState state) {
    LabState changed = current.with(lane, state);
    if (!changed.equals(current)) {
      file.save(changed);
      current = changed;
    }
    return state;
  }
}
