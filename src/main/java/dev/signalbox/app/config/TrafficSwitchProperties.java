package dev.signalbox.app.config;

/** What sends production traffic to one cluster; one kind of it. */
public record TrafficSwitchProperties() {}
