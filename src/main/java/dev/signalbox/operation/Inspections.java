package dev.signalbox.operation;

import dev.signalbox.port.Inspectable;
import dev.signalbox.topology.Lane;
import java.util.Map;

/** Everything that {@code /check} can try. */
public interface Inspections {

  /** All that a lane works with; an unknown lane is a bug and throws. */
  Inspectable of(Lane lane);

  /** What belongs to no lane, such as chat platforms, by what people call it. */
  Map<String, Inspectable> besides();
}
