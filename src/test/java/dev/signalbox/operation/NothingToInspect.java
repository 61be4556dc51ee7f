package dev.signalbox.operation;

import dev.signalbox.port.Inspectable;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Map;

/** A site of which every inspection finds nothing bad. */
final class NothingToInspect implements Inspections {

  @Override
  public Inspectable of(Lane lane) {
    return _ -> List.of(new Inspectable.Finding.Good("the simulation", "is there"));
  }

  @Override
  public Map<String, Inspectable> besides() {
    return Map.of();
  }
}
