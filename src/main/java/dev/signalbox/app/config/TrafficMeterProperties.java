package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What counts production traffic; one kind of it.
 *
 * @param none true where nobody counts it
 * @param accessLog the router's access log, which it sends to us
 * @param prometheus what a Prometheus has scraped
 */
public record TrafficMeterProperties(
    @Nullable Boolean none,
    @Nullable AccessLogProperties accessLog,
    @Nullable PrometheusProperties prometheus) {}
