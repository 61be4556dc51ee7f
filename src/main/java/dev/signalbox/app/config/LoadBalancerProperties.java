package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What drains and restores nodes; one kind of it.
 *
 * @param dns the addresses of names in the DNS
 */
public record LoadBalancerProperties(DnsProperties.@Nullable Balancer dns) {}
