package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What drains and restores nodes; one kind of it.
 *
 * @param dns the addresses of names in the DNS
 * @param haproxy the servers of HAProxy's backends
 * @param nginx the servers of nginx's upstreams
 * @param command any router by a program
 */
public record LoadBalancerProperties(
    DnsProperties.@Nullable Balancer dns,
    @Nullable HaproxyProperties haproxy,
    @Nullable NginxProperties nginx,
    CommandRouterProperties.@Nullable Balancer command) {}
