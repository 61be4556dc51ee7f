package dev.signalbox.engine;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.util.Optional;

/** Another attempt without its patience: for asking what need not become true now. */
record ImpatientAttempt(Attempt attempt) implements Attempt {
  @Override
  public Optional<DeploymentId> deployment() {
    return attempt.deployment();
  }

  @Override
  public void progress(String line) {
    attempt.progress(line);
  }

  @Override
  public boolean stopRequested() {
    return attempt.stopRequested();
  }

  @Override
  public Duration remaining() {
    return Duration.ZERO;
  }

  @Override
  public boolean pause(Duration time) {
    return false;
  }
}
