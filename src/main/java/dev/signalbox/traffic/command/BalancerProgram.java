package dev.signalbox.traffic.command;

/**
 * What a router's program is asked as a load balancer.
 *
 * @param nodes prints the nodes of {@code {cluster}} as the router sees them
 * @param drain stops new requests to {@code {node}} of {@code {cluster}}
 * @param restore sends it new requests again
 */
public record BalancerProgram(Template nodes, Template drain, Template restore) {}
