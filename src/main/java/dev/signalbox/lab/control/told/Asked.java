package dev.signalbox.lab.control.told;

import java.util.OptionalLong;

/** What the control API is asked for, in the bodies of requests. */
public sealed interface Asked {

  /** To send production traffic from one cluster to another, if {@code from} is live. */
  record Swap(String from, String to) implements Asked {}

  /** To install a version. */
  record Install(String version) implements Asked {}

  /**
   * To make a server group.
   *
   * @param size how many nodes, 1 to 20
   * @param deployment the number of the deployment that wants it, to be written on it
   */
  record Provision(String version, int size, OptionalLong deployment) implements Asked {}

  /** To send so many requests a second. */
  record Trickle(int perSecond) implements Asked {}

  /** To make a node's health check succeed or fail. */
  record Health(boolean well) implements Asked {}
}
