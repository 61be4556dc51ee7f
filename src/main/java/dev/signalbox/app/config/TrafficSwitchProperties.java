package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What sends production traffic to one cluster; one kind of it.
 *
 * @param dns a name in the DNS
 * @param haproxy an entry of a map of HAProxy's
 * @param nginx an include of nginx, and a reload
 * @param command any router by a program
 */
public record TrafficSwitchProperties(
    DnsProperties.@Nullable Switch dns,
    @Nullable HaproxyProperties haproxy,
    @Nullable NginxProperties nginx,
    CommandRouterProperties.@Nullable Switch command) {}
