package dev.signalbox.report;

import dev.signalbox.deployment.Action;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an action does to a row of the board.
 *
 * @param row the row's key
 * @param untouched the row, where the board does not have it yet
 * @param doing what is written while it runs
 * @param done what becomes of the row when it went well
 */
record NodeWork(String row, NodeRow untouched, String doing, UnaryOperator<NodeRow> done) {

  /** The work on a row; empty for an action that is not about single nodes or groups. */
  static Optional<NodeWork> of(Action action) {
    return switch (action) {
      case Action.Drain(String cluster, Node node) ->
          node(cluster, node, Optional.empty(), "draining", NodeRow::drainedNow);
      case Action.Restore(String cluster, Node node) ->
          node(cluster, node, Optional.empty(), "restoring", NodeRow::restoredNow);
      case Action.Install(String cluster, Node node, Version version, Optional<Version> before) ->
          node(
              cluster,
              node,
              before,
              "installing " + version,
              row -> row.runs(Optional.of(version)));
      case Action.Uninstall(String cluster, Node node) ->
          node(cluster, node, Optional.empty(), "uninstalling", row -> row.runs(Optional.empty()));
      case Action.SmokeNode(String cluster, Node node, Version version) ->
          node(
              cluster,
              node,
              Optional.of(version),
              "smoke-testing",
              row -> row.standing(", smoke passed"));
      case Action.Provision(String group, Version version, var _, int size) ->
          group(
              NodeRow.untouched(Words.count(size, "node"), group, Optional.empty()),
              "starting " + version,
              row -> row.runs(Optional.of(version)).restoredNow());
      case Action.Retire(String group, Version version) ->
          group(
              NodeRow.untouched("server group", group, Optional.of(version)),
              "removing",
              NodeRow::removed);
      case Action.PrepareSwitch _, Action.UnprepareSwitch _, Action.SmokeCluster _ ->
          Optional.empty();
      case Action.WarmUp _, Action.Swap _, Action.Settle _, Action.Watch _, Action.CheckKept _ ->
          Optional.empty();
    };
  }

  private static Optional<NodeWork> node(
      String cluster,
      Node node,
      Optional<Version> version,
      String doing,
      UnaryOperator<NodeRow> done) {
    NodeRow untouched = NodeRow.untouched(node.name(), cluster, version);
    return Optional.of(new NodeWork(node.name(), untouched, doing, done));
  }

  private static Optional<NodeWork> group(
      NodeRow untouched, String doing, UnaryOperator<NodeRow> done) {
    return Optional.of(new NodeWork(untouched.cluster(), untouched, doing, done));
  }
}
