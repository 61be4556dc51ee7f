package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Step;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the steps of a plan and numbers them within their phases. */
final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final Map<Phase, Integer> numbers = new EnumMap<>(Phase.class);

  StepList add(Phase phase, Action action) {
    return add(phase, 1, action);
  }

  StepList add(Phase phase, int batch, Action action) {
    int number = numbers.merge(phase, 1, Integer::sum);
    steps.add(new Step(phase, number, batch, action));
    return this;
  }

  /** Rolls a version over nodes in batches: drain all of a batch, install, smoke-test, restore. */
  StepList roll(
      Phase phase,
      String cluster,
      List<Node> nodes,
      int batchSize,
      Version version,
      Function<Node, Optional<Version>> before) {
    for (int start = 0; start < nodes.size(); start += batchSize) {
      int batch = start / batchSize + 1;
      List<Node> members = nodes.subList(start, Math.min(nodes.size(), start + batchSize));
      members.forEach(n -> add(phase, batch, new Action.Drain(cluster, n)));
      members.forEach(
          n -> add(phase, batch, new Action.Install(cluster, n, version, before.apply(n))));
      members.forEach(n -> add(phase, batch, new Action.SmokeNode(cluster, n, version)));
      members.forEach(n -> add(phase, batch, new Action.Restore(cluster, n)));
    }
    return this;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }
}
