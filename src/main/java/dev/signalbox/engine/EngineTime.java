package dev.signalbox.engine;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/** The engine's time: what it reads, and what it is woken by; both are injected. */
public record EngineTime(InstantSource clock, ScheduledExecutorService scheduler) {}
