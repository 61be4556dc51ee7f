package dev.signalbox.lab.node;

/**
 * Which node of which cluster, as its answers name it.
 *
 * @param application such as {@code shop}
 * @param cluster such as {@code green}
 * @param node such as {@code green-1}
 */
public record NodeIdentity(String application, String cluster, String node) {}
