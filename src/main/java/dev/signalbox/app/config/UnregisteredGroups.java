package dev.signalbox.app.config;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import java.util.List;

/** Stands in where the router finds server groups by itself, so that nobody has to tell it. */
final class UnregisteredGroups implements GroupRegistrar {

  @Override
  public List<Cluster> registered() {
    return List.of();
  }

  @Override
  public StepOutcome register(String group, List<Node> nodes, Attempt attempt) {
    return StepOutcome.done("the router finds " + group + " by itself");
  }

  @Override
  public StepOutcome deregister(String group, Attempt attempt) {
    return StepOutcome.done("the router forgets " + group + " by itself");
  }
}
