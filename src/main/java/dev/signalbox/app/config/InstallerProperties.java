package dev.signalbox.app.config;

/** What puts versions onto nodes; one kind of it. */
public record InstallerProperties() {}
