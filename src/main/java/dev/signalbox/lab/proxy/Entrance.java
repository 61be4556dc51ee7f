package dev.signalbox.lab.proxy;

import java.util.Optional;

/** By which way a request came in: as users do, or at one named cluster whatever is live. */
public sealed interface Entrance {
  /** Says which way to the node; set by the proxy, so that a client cannot choose it. */
  String HEADER = "X-Lab-Entrance";

  /**
   * The entrance of users: to the live cluster.
   *
   * @param door the cluster to whose own address they came; empty for whatever is live
   */
  record Production(Optional<String> door) implements Entrance {
    /** To whatever is live. */
    public Production() {
      this(Optional.empty());
    }
  }

  /**
   * The entrance of checks and warm-up: to the named cluster.
   *
   * @param cluster which may not exist
   */
  record Preview(String cluster) implements Entrance {}

  /** What {@link #HEADER} says of it. */
  default String word() {
    return switch (this) {
      case Production _ -> "production";
      case Preview _ -> "preview";
    };
  }
}
