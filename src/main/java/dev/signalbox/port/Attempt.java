package dev.signalbox.port;

import dev.signalbox.deployment.DeploymentId;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt at a step, as its adapter sees it: a place to report progress, the time that is left,
 * and whether people asked to stop. Adapters wait only through this, never by sleeping.
 */
public interface Attempt {

  /** The deployment that it belongs to; empty for work that belongs to none. */
  default Optional<DeploymentId> deployment() {
    return Optional.empty();
  }

  /** Tells the channel a line about something that takes long; may be merged with others. */
  void progress(String line);

  /** Whether the attempt should end early, leaving things as safe as it found them. */
  boolean stopRequested();

  /** The time until the step's time-out; zero or negative when it has passed. */
  Duration remaining();

  /**
   * Waits, at most until the time-out or until people ask to stop.
   *
   * @return false when it should not go on: stop was requested or no time remains
   */
  boolean pause(Duration time);
}
