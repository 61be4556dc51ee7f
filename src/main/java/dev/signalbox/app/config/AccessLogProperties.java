package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * A router's access log, received by syslog over UDP.
 *
 * @param listen our own address and port, which no other lane has; needed
 * @param backend what the log calls a cluster, with {@code {cluster}} in it; if nothing is written,
 *     application, stage and cluster with hyphens between
 */
public record AccessLogProperties(@Nullable String listen, @Nullable String backend) {}
