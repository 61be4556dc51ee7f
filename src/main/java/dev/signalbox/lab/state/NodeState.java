package dev.signalbox.lab.state;

import java.util.Optional;

/**
 * What is true of a node whether the lab runs or not.
 *
 * @param name unique in its lane
 * @param port on loopback; 0 until the node has started for the first time on any free port
 * @param version what is installed; empty for nothing
 * @param running whether it is meant to listen
 * @param draining whether it has been taken out of rotation
 */
public record NodeState(
    String name, int port, Optional<String> version, boolean running, boolean draining) {

  /** A node in rotation, with a version installed that runs or does not yet. */
  public static NodeState of(String name, int port, String version, boolean running) {
    return new NodeState(name, port, Optional.of(version), running, false);
  }

  /** The same node at another port. */
  public NodeState atPort(int other) {
    return new NodeState(name, other, version, running, draining);
  }

  /** The same node with another version, or none, and running or not. */
  public NodeState with(Optional<String> installed, boolean started) {
    return new NodeState(name, port, installed, started, draining);
  }

  /** The same node in or out of rotation. */
  public NodeState draining(boolean now) {
    return new NodeState(name, port, version, running, now);
  }
}
