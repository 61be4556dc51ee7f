package dev.signalbox.engine;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.topology.Lane;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every configured lane. */
public final class LaneSpecs {
  private final Map<Lane, LaneSpec> byLane = new LinkedHashMap<>();

  /** The lanes with their configuration; a lane that is there twice is a bug of the caller. */
  public LaneSpecs(Collection<LaneSpec> specs) {
    for (LaneSpec spec : specs) {
      if (byLane.put(spec.lane(), spec) != null) {
        throw new IllegalArgumentException("lane " + spec.lane() + " is configured twice");
      }
    }
  }

  /** The lane's configuration, or empty for a lane that is not configured. */
  public Optional<LaneSpec> find(Lane lane) {
    return Optional.ofNullable(byLane.get(lane));
  }

  /** The lane's configuration; a lane that is not configured (any more) throws. */
  public LaneSpec of(Lane lane) {
    return find(lane)
        .orElseThrow(() -> new IllegalStateException("lane " + lane + " is not configured"));
  }

  /** Every lane, in the order of the configuration. */
  public List<Lane> lanes() {
    return List.copyOf(byLane.keySet());
  }
}
