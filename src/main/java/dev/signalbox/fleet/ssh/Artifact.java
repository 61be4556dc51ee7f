package dev.signalbox.fleet.ssh;

/**
 * A file that each node is given before an installation, such as a release's archive.
 *
 * @param file where it is here, with placeholders
 * @param to where it is to be on the node, with placeholders; its directory must be there
 */
public record Artifact(String file, String to) {}
