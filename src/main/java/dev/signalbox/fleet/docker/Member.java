package dev.signalbox.fleet.docker;

import dev.signalbox.topology.Node;
import java.net.URI;

/**
 * One container of a server group.
 *
 * @param engine where it is
 * @param id what Docker calls it
 * @param running whether it ran when it was looked at
 */
record Member(Engine engine, String id, Labels labels, boolean running) {

  /** The node that it is. */
  Node node() {
    return new Node(labels.node(), address());
  }

  /** Where it answers, or will when it runs. */
  URI address() {
    return URI.create("http://" + engine.bracketedHost() + ":" + labels.port());
  }

  @Override
  public String toString() {
    return labels.node();
  }
}
