package dev.signalbox.lab.control.told;

import java.net.URI;
import java.util.Optional;

/**
 * A node.
 *
 * @param name unique in its lane
 * @param address where it answers without the proxy
 * @param version what is installed; empty for nothing
 * @param running whether it is meant to listen
 * @param draining whether it was taken out of rotation
 * @param healthy whether its last health check succeeded
 * @param inRotation whether it gets requests when its cluster does
 * @param inFlight requests that it is answering, through any entrance of the proxy
 * @param work what is being installed, or was last
 */
public record NodeTold(
    String name,
    URI address,
    Optional<String> version,
    boolean running,
    boolean draining,
    boolean healthy,
    boolean inRotation,
    int inFlight,
    WorkTold work) {}
