package dev.signalbox.engine;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine's side of an attempt: the step's deadline, its deployment's signal, its progress. */
final class StepAttempt implements Attempt {
  private final Optional<DeploymentId> deployment;
  private final Signal signal;
  private final int visit;
  private final EngineTime time;
  private final Instant deadline;
  private final Consumer<String> progress;

  /**
   * An attempt that begins now.
   *
   * @param visit the deployment's, in which people may ask to stop
   */
  StepAttempt(
      Optional<DeploymentId> deployment,
      Signal signal,
      int visit,
      EngineTime time,
      Duration timeout,
      Consumer<String> progress) {
    this.deployment = deployment;
    this.signal = signal;
    this.visit = visit;
    this.time = time;
    this.deadline = time.clock().instant().plus(timeout);
    this.progress = progress;
  }

  /** An attempt that belongs to no deployment's phase, so that nobody can ask it to stop. */
  static StepAttempt unstoppable(EngineTime time, Duration timeout) {
    return new StepAttempt(Optional.empty(), new Signal(), 0, time, timeout, _ -> {});
  }

  @Override
  public Optional<DeploymentId> deployment() {
    return deployment;
  }

  @Override
  public void progress(String line) {
    progress.accept(line);
  }

  @Override
  public boolean stopRequested() {
    return signal.stopRequested(visit);
  }

  @Override
  public Duration remaining() {
    return Duration.between(time.clock().instant(), deadline);
  }

  @Override
  public boolean pause(Duration asked) {
    Duration left = remaining();
    if (stopRequested() || !left.isPositive()) {
      return false;
    }
    signal.pause(time.pauses().real(left.compareTo(asked) < 0 ? left : asked), visit);
    return !stopRequested() && remaining().isPositive();
  }
}
