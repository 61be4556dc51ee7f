package dev.signalbox.lab.site;

import dev.signalbox.lab.state.LaneState;
import dev.signalbox.lab.state.Memory;
import java.util.function.UnaryOperator;

/** The part of the lab's memory that belongs to one lane that is remembered already. */
record LaneMemory(Memory memory, String lane) {

  LaneState state() {
    return memory.lane(lane).orElseThrow();
  }

  /**
   * Durable when it returns; throws {@link dev.signalbox.lab.state.LabStateException} otherwise.
   */
  LaneState change(UnaryOperator<LaneState> change) {
    return memory.change(lane, change);
  }
}
