package dev.signalbox.lab.state;

import java.util.OptionalLong;

/**
 * What is written on a server group.
 *
 * @param version the version it was made for
 * @param deployment the number of the deployment that made it; empty for the first one
 */
public record GroupLabel(String version, OptionalLong deployment) {}
