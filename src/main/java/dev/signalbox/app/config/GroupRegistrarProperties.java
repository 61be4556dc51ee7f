package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What makes server groups known to the router, where that is not the traffic switch itself.
 *
 * @param none true where the router finds them by itself
 */
public record GroupRegistrarProperties(@Nullable Boolean none) {}
