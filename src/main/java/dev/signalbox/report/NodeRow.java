package dev.signalbox.report;

import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.topology.Version;
import java.util.Optional;

/** One node as the steps so far left it; in red/black one row stands for the whole group. */
record NodeRow(
    String node,
    String cluster,
    Optional<Version> version,
    boolean drained,
    String state,
    Progress progress) {

  static NodeRow untouched(String node, String cluster, Optional<Version> version) {
    return new NodeRow(node, cluster, version, false, "", Progress.TODO).standing("");
  }

  NodeRow now(String doing) {
    return new NodeRow(node, cluster, version, drained, doing, Progress.NOW);
  }

  NodeRow failed(String doing) {
    return new NodeRow(node, cluster, version, drained, doing + " failed", Progress.FAILED);
  }

  NodeRow drainedNow() {
    return new NodeRow(node, cluster, version, true, "", Progress.NOW).standing("");
  }

  NodeRow restoredNow() {
    return new NodeRow(node, cluster, version, false, "", Progress.DONE).standing("");
  }

  NodeRow runs(Optional<Version> installed) {
    return new NodeRow(node, cluster, installed, drained, "", Progress.NOW).standing("");
  }

  NodeRow removed() {
    return new NodeRow(node, cluster, Optional.empty(), false, "removed", Progress.DONE);
  }

  /** As it stands when nothing is being done to it. */
  NodeRow standing(String more) {
    String runs = version.map(v -> "on " + v).orElse("empty");
    String words = runs + more + (drained ? ", drained" : "");
    return new NodeRow(node, cluster, version, drained, words, progress);
  }

  NodeMark mark() {
    return new NodeMark(node, cluster, state, progress);
  }
}
