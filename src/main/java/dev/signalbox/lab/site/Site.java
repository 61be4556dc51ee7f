package dev.signalbox.lab.site;

import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.state.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;

/** All lanes of a lab. */
public final class Site implements AutoCloseable {
  private static final int CHECKS_PER_NODE = 2;

  private final HttpClient checks;
  private final List<LaneSite> lanes = new ArrayList<>();

  /** Starts every lane; if one does not start, the others are stopped again. */
  public Site(List<LaneLayout> layouts, Premises premises, Memory memory, Faults faults) {
    this.checks =
        premises.platform().client(Duration.ofSeconds(2), Duration.ofSeconds(30), CHECKS_PER_NODE);
    LifeCycle.start(checks);
    try {
      layouts.forEach(layout -> lanes.add(new LaneSite(layout, premises, memory, checks, faults)));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** The lanes in their order. */
  public List<LaneSite> lanes() {
    return List.copyOf(lanes);
  }

  /** The lane written {@code application/stage}, or empty. */
  public Optional<LaneSite> lane(String name) {
    return lanes.stream().filter(lane -> lane.lane().toString().equals(name)).findFirst();
  }

  @Override
  public void close() {
    lanes.forEach(LaneSite::close);
    LifeCycle.stop(checks);
  }
}
