package dev.signalbox.topology;

import java.net.URI;

/**
 * One member of a cluster.
 *
 * @param name unique within its lane, for example {@code green-1}
 * @param address where it answers itself, without any router between
 */
public record Node(String name, URI address) {

  /** Refuses a name outside the grammar with an {@link IllegalArgumentException} that says it. */
  public Node {
    Names.require("node", name);
  }

  @Override
  public String toString() {
    return name;
  }
}
