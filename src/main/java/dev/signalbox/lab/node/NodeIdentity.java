package dev.signalbox.lab.node;

/**
 * Which node of which cluster, as its answers name it.
 *
 * @param application such as {@code shop}
 * @param cluster such as {@code green}
 * @param node such as {@code green-1}
 */
public record NodeIdentity(String application, String cluster, String node) {
  /** Says in each answer of a node which of its starts it is, beginning with 1. */
  public static final String START = "X-Start";
}
