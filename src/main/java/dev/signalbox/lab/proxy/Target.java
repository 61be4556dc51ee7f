package dev.signalbox.lab.proxy;

import java.net.URI;

/** A node to be checked, in the incarnation that it had when it was listed. */
record Target(String node, URI address, long incarnation) {
  static Target of(Backend backend) {
    return new Target(backend.node, backend.address(), backend.incarnation());
  }
}
