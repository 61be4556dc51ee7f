package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What sends production traffic to one cluster; one kind of it.
 *
 * @param dns a name in the DNS
 * @param nginx an include of nginx, and a reload
 * @param command any router by a program
 */
public record TrafficSwitchProperties(
    DnsProperties.@Nullable Switch dns,
    @Nullable NginxProperties nginx,
    CommandRouterProperties.@Nullable Switch command) {}
