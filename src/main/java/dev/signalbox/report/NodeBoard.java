package dev.signalbox.report;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every node that a deployment touches, as its steps left it. */
final class NodeBoard {
  private static final int MANY = 12;

  private final Map<String, NodeRow> rows = new LinkedHashMap<>();

  NodeBoard(Plan plan) {
    List<Action> actions = plan.steps().stream().map(Step::action).toList();
    Set<String> known = new LinkedHashSet<>();
    actions.forEach(action -> NodeWork.of(action).ifPresent(this::place));
    // Only an installation says what was on the node before.
    actions.stream()
        .filter(Action.Install.class::isInstance)
        .flatMap(action -> NodeWork.of(action).stream())
        .filter(work -> known.add(work.row()))
        .forEach(work -> rows.put(work.row(), work.untouched()));
  }

  void began(Step step) {
    NodeWork.of(step.action()).ifPresent(work -> change(work, row -> row.now(work.doing())));
  }

  void ended(Step step, StepOutcome outcome) {
    NodeWork.of(step.action())
        .ifPresent(
            work ->
                change(
                    work,
                    row ->
                        switch (outcome) {
                          case StepOutcome.Done _ -> work.done().apply(row);
                          case StepOutcome.Failed _, StepOutcome.Unknown _ ->
                              row.failed(work.doing());
                          case StepOutcome.Inconclusive _, StepOutcome.Stopped _ ->
                              row.standing("");
                        }));
  }

  /** The rows of the card; in a large cluster the nodes in the same state share one. */
  List<NodeMark> marks() {
    if (rows.size() <= MANY) {
      return rows.values().stream().map(NodeRow::mark).toList();
    }
    Set<NodeMark> single =
        rows.values().stream()
            .filter(r -> r.progress() == Progress.FAILED || r.progress() == Progress.NOW)
            .sorted(Comparator.comparing(r -> r.progress() != Progress.FAILED))
            .limit(MANY)
            .map(NodeRow::mark)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<NodeMark> marks = new ArrayList<>(single);
    rows.values().stream()
        .map(NodeRow::mark)
        .filter(m -> !single.contains(m))
        .collect(
            Collectors.groupingBy(
                m -> new NodeMark("", m.cluster(), m.state(), m.progress()),
                LinkedHashMap::new,
                Collectors.counting()))
        .forEach((m, n) -> marks.add(several(n, m)));
    return marks;
  }

  /** The version on a cluster, or how many nodes have which; empty where no node is known. */
  Optional<String> versions(String cluster) {
    Map<String, Long> counts =
        rows.values().stream()
            .filter(r -> r.cluster().equals(cluster))
            .collect(
                Collectors.groupingBy(
                    r -> r.version().map(Version::text).orElse("nothing"),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.size() < 2
        ? counts.keySet().stream().findFirst()
        : Optional.of(
            Words.all(
                counts.entrySet().stream()
                    .map(e -> e.getKey() + " on " + Words.count(e.getValue(), "node"))
                    .toList()));
  }

  /** The nodes of the cluster that take no traffic because they are drained. */
  List<String> drained(String cluster) {
    return rows.values().stream()
        .filter(r -> r.cluster().equals(cluster) && r.drained())
        .map(NodeRow::node)
        .toList();
  }

  private interface Change {
    NodeRow of(NodeRow row);
  }

  private void change(NodeWork work, Change change) {
    place(work);
    rows.computeIfPresent(work.row(), (_, row) -> change.of(row));
  }

  private void place(NodeWork work) {
    rows.putIfAbsent(work.row(), work.untouched());
  }

  private static NodeMark several(long nodes, NodeMark each) {
    return new NodeMark(Words.count(nodes, "node"), each.cluster(), each.state(), each.progress());
  }
}
