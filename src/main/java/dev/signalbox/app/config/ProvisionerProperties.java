package dev.signalbox.app.config;

/** What makes server groups; one kind of it. */
public record ProvisionerProperties() {}
