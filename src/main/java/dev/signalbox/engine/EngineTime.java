package dev.signalbox.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The engine's time: what it reads, what it is woken by, and how it waits within a step. All of it
 * is injected.
 */
public record EngineTime(InstantSource clock, ScheduledExecutorService scheduler, Pauses pauses) {

  /** How long a step that wants to wait really waits. */
  public interface Pauses {
    /** The real time for the time asked; where it is shorter, the clock is somebody's own. */
    Duration real(Duration asked);
  }

  /** Time in which a pause takes as long as it says. */
  public EngineTime(InstantSource clock, ScheduledExecutorService scheduler) {
    this(clock, scheduler, asked -> asked);
  }
}
