package dev.signalbox.lab.site;

import dev.signalbox.lab.node.NodeServer;

/** One node with what is being done to it. Guarded by the lane's monitor. */
final class Machine {
  final String cluster;
  final String node;
  private final NodeServer server;
  private Work work = new Work.Idle();
  private int begun;

  Machine(String cluster, String node, NodeServer server) {
    this.cluster = cluster;
    this.node = node;
    this.server = server;
  }

  NodeServer server() {
    return server;
  }

  Work work() {
    return work;
  }

  /** Begins a piece of work in place of any other; returns the number that {@link #is} knows. */
  int begin(String goal) {
    work = new Work.Running(goal);
    return ++begun;
  }

  /** Whether the work of this number is still the one under way. */
  boolean is(int number) {
    return work.isRunning() && begun == number;
  }

  void ended(Work how) {
    work = how;
  }
}
