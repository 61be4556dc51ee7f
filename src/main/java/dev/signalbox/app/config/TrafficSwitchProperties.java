package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What sends production traffic to one cluster; one kind of it.
 *
 * @param dns a name in the DNS
 */
public record TrafficSwitchProperties(DnsProperties.@Nullable Switch dns) {}
