package dev.signalbox.engine;

import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The engine's side of an attempt: the step's deadline, its deployment's signal, its progress. */
final class StepAttempt implements Attempt {
  private final Signal signal;
  private final InstantSource clock;
  private final Instant deadline;
  private final Consumer<String> progress;

  StepAttempt(Signal signal, InstantSource clock, Duration timeout, Consumer<String> progress) {
    this.signal = signal;
    this.clock = clock;
    this.deadline = clock.instant().plus(timeout);
    this.progress = progress;
  }

  @Override
  public void progress(String line) {
    progress.accept(line);
  }

  @Override
  public boolean stopRequested() {
    return signal.stopRequested();
  }

  @Override
  public Duration remaining() {
    return Duration.between(clock.instant(), deadline);
  }

  @Override
  public boolean pause(Duration time) {
    Duration left = remaining();
    if (stopRequested() || !left.isPositive()) {
      return false;
    }
    signal.pause(left.compareTo(time) < 0 ? left : time);
    return !stopRequested() && remaining().isPositive();
  }
}
