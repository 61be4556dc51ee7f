package dev.signalbox.lab.site;

import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.node.Latency;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all machines of a lab have in common.
 *
 * @param platform makes their servers and clients
 * @param timer runs what happens later
 * @param clock tells the time
 * @param latency how long pages take
 * @param pace how long an installation keeps a node down; zero for at once
 * @param checkInterval the time between two health checks of a node
 */
public record Premises(
    JettyPlatform platform,
    ScheduledExecutorService timer,
    InstantSource clock,
    Latency latency,
    Duration pace,
    Duration checkInterval) {}
