package dev.signalbox.app.config;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How it is noticed that somebody else changed a switch.
 *
 * @param lookEvery the time between two looks at a lane in which nothing runs; zero for none
 */
public record DriftProperties(@DefaultValue("30s") Duration lookEvery) {}
