package dev.signalbox.probe.warmup;

import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** An attempt that a test stops or lets run out of time. */
final class TestAttempt implements Attempt {

  final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  volatile boolean stop;
  volatile Duration remaining = Duration.ofHours(1);
  private final Consumer<TestAttempt> listener;

  TestAttempt() {
    this(_ -> {});
  }

  /** Does this at each line of progress. */
  TestAttempt(Consumer<TestAttempt> listener) {
    this.listener = listener;
  }

  @Override
  public void progress(String line) {
    lines.add(line);
    listener.accept(this);
  }

  @Override
  public boolean stopRequested() {
    return stop;
  }

  @Override
  public Duration remaining() {
    return remaining;
  }

  @Override
  public boolean pause(Duration time) {
    throw new UnsupportedOperationException("a warm-up waits for answers only");
  }
}
