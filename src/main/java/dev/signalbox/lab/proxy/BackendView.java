package dev.signalbox.lab.proxy;

import java.net.URI;

/**
 * What the router knew of a node at one moment.
 *
 * @param node its name
 * @param address where it answers without the router
 * @param draining whether it has been taken out of rotation on purpose
 * @param healthy whether its last health check succeeded
 * @param inRotation whether it gets new requests when its cluster does
 * @param inFlight requests it is answering now, through any entrance
 */
public record BackendView(
    String node, URI address, boolean draining, boolean healthy, boolean inRotation, int inFlight) {

  /** Whether the node gets no new request and has answered the last one. */
  public boolean drained() {
    return draining && inFlight == 0;
  }
}
