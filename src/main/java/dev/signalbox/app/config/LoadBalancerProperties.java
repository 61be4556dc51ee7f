package dev.signalbox.app.config;

/** What drains and restores nodes; one kind of it. */
public record LoadBalancerProperties() {}
