package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.StepOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A warm-up by a team's own program: its exit code decides, its last line is the detail. What it
 * writes is told as progress, at most one line a second. When it ends, is stopped or runs out of
 * time, nothing that it started is left running.
 */
final class ScriptWarmUp {

  /** How long a stop, or a process whose parent is about to go, may stay unnoticed. */
  private static final long LOOK_UP_MILLIS = 200;

  private static final String MARK = "SIGNALBOX_RUN";
  private static final AtomicLong RUNS = new AtomicLong();

  private final Duration grace;

  /**
   * Runs scripts.
   *
   * @param grace between asking processes to end and ending them
   */
  ScriptWarmUp(Duration grace) {
    this.grace = grace;
  }

  /** Runs the script to its end, or to that of the pace. */
  StepOutcome run(ScriptCall call, Pace pace) {
    if (call.argv().isEmpty()) {
      return StepOutcome.failed(call.words("names no program: write at least one word"));
    }
    String mark = mark();
    Process process;
    try {
      process = start(call, mark);
    } catch (IOException e) {
      return StepOutcome.failed(call.words("could not be started: " + e.getMessage()));
    }
    ScriptOutput output = ScriptOutput.of(process.getInputStream());
    ProcessTree tree = new ProcessTree(process.toHandle(), MARK + "=" + mark);
    try {
      Optional<Pace.End> end = follow(call, process, tree, output, pace);
      tree.end(grace);
      output.finish(grace);
      return end.map(why -> ended(why, call, output))
          .orElseGet(() -> judged(process.exitValue(), call, output));
    } catch (InterruptedException _) {
      tree.endAtOnce();
      Thread.currentThread().interrupt();
      return StepOutcome.failed(call.words("was interrupted"));
    }
  }

  private static Process start(ScriptCall call, String mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(call.command()).redirectErrorStream(true);
    call.prepare(builder.environment());
    builder.environment().put(MARK, mark);
    Process process = builder.start();
    process.getOutputStream().close(); // Nobody types anything.
    return process;
  }

  /** Unique on this machine, also after a restart in a container, where process ids come again. */
  private String mark() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + started + "-" + RUNS.incrementAndGet();
  }

  private static Optional<Pace.End> follow(
      ScriptCall call, Process process, ProcessTree tree, ScriptOutput output, Pace pace)
      throws InterruptedException {
    while (!process.waitFor(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
      tree.look();
      Optional<Pace.End> end = pace.end();
      if (end.isPresent()) {
        return end;
      }
      pace.say(() -> output.newLine().map(line -> call.cluster() + ": " + line));
    }
    return Optional.empty();
  }

  private static StepOutcome ended(Pace.End why, ScriptCall call, ScriptOutput output) {
    String words = said(output);
    return switch (why) {
      case STOPPED -> new StepOutcome.Stopped(call.words("was stopped" + words));
      case TIME_OUT -> StepOutcome.failed(call.words("did not end in time and was ended" + words));
    };
  }

  private static StepOutcome judged(int exit, ScriptCall call, ScriptOutput output) {
    return exit == 0
        ? StepOutcome.done(call.words("ended well" + said(output)))
        : StepOutcome.failed(call.words("ended with exit code " + exit + said(output)));
  }

  private static String said(ScriptOutput output) {
    String numbers = output.numbers().map(ScriptNumbers::words).orElse("");
    String line = output.lastLine();
    String both = line + (line.isEmpty() || numbers.isEmpty() ? "" : "; ") + numbers;
    return both.isEmpty() ? "; it wrote nothing" : ": " + both;
  }
}
