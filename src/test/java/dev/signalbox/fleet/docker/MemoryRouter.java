package dev.signalbox.fleet.docker;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A router that only remembers what it was told. */
final class MemoryRouter implements GroupRegistrar {

  private final Map<String, Cluster> known = new ConcurrentHashMap<>();
  private volatile boolean busy;

  /** From now on something is always under way at every group. */
  void neverQuiet() {
    busy = true;
  }

  @Override
  public List<Cluster> registered() {
    return List.copyOf(known.values());
  }

  @Override
  public StepOutcome register(String group, List<Node> nodes, Attempt attempt) {
    known.put(group, new Cluster(group, nodes, nodes.getFirst().address()));
    return StepOutcome.done("known");
  }

  @Override
  public StepOutcome deregister(String group, Attempt attempt) {
    if (busy) {
      return StepOutcome.failed(group + " still has 3 requests under way");
    }
    known.remove(group);
    return StepOutcome.done("forgotten");
  }
}
