package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What counts production traffic; one kind of it.
 *
 * @param none true where nobody counts it
 */
public record TrafficMeterProperties(@Nullable Boolean none) {}
