package dev.signalbox.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The engine's time: what it reads, what it is woken by, and how it waits within a step. All of it
 * is injected.
 *
 * @param lease how long a deployment stays with an instance that nothing is heard of; it is renewed
 *     four times as often
 */
public record EngineTime(
    InstantSource clock, ScheduledExecutorService scheduler, Pauses pauses, Duration lease) {
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** How long a step that wants to wait really waits. */
  public interface Pauses {
    /** The real time for the time asked; where it is shorter, the clock is somebody's own. */
    Duration real(Duration asked);
  }

  /** Time in which a pause takes as long as it says. */
  public EngineTime(InstantSource clock, ScheduledExecutorService scheduler) {
    this(clock, scheduler, LEASE);
  }

  /** The same with leases of this length. */
  public EngineTime(InstantSource clock, ScheduledExecutorService scheduler, Duration lease) {
    this(clock, scheduler, asked -> asked, lease);
  }

  /** Time in which pauses take what somebody else says. */
  public EngineTime(InstantSource clock, ScheduledExecutorService scheduler, Pauses pauses) {
    this(clock, scheduler, pauses, LEASE);
  }
}
