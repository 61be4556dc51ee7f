package dev.signalbox.probe.warmup;

import static dev.signalbox.probe.warmup.ScriptRun.GRACE;
import static dev.signalbox.probe.warmup.ScriptRun.SAID;
import static dev.signalbox.probe.warmup.ScriptRun.sh;
import static dev.signalbox.probe.warmup.ScriptRun.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How scripts end, and what they leave behind: nothing. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ScriptWarmUpEndTest {

  @Test
  void itsOutputIsToldWhileItRuns(@TempDir Path directory)
      throws IOException, InterruptedException {
    Fifo goOn = Fifo.in(directory);
    TestAttempt attempt = new TestAttempt(_ -> goOn.write("go on\n"));
    String script = "echo 'half done'; read line < " + goOn + "; echo $line";
    StepOutcome outcome = told(script, attempt, GRACE);
    assertThat(outcome.line()).isEqualTo(SAID + "ended well: go on");
    assertThat(attempt.lines).containsExactly("green: half done");
  }

  @Test
  void aFloodWithoutEndStopsWithItsTime(@TempDir Path directory)
      throws IOException, InterruptedException {
    Fifo alive = Fifo.in(directory);
    TestAttempt attempt = new TestAttempt(self -> self.remaining = Duration.ZERO);
    Thread reader = alive.reader();
    StepOutcome outcome = told("exec 3> " + alive + "; yes spam", attempt, GRACE);
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).startsWith(SAID + "did not end in time and was ended: s");
    Fifo.assertEnds(reader);
  }

  /** One child that waits for its child, one that has gone from its own, one that waits not. */
  @Test
  void aStopEndsEveryProcessThatItStarted(@TempDir Path directory)
      throws IOException, InterruptedException {
    Fifo alive = Fifo.in(directory);
    TestAttempt attempt = new TestAttempt(self -> self.stop = true);
    Thread reader = alive.reader();
    String script =
        "exec 3> "
            + alive
            + "; (sleep 1000; true) & (sleep 1000 &); sh -c 'sleep 1000 & echo up; wait'";
    assertThat(told(script, attempt, GRACE))
        .isEqualTo(new StepOutcome.Stopped(SAID + "was stopped: up"));
    Fifo.assertEnds(reader);
  }

  @Test
  void whatDoesNotListenIsEndedAfterTheGrace(@TempDir Path directory)
      throws IOException, InterruptedException {
    Fifo alive = Fifo.in(directory);
    TestAttempt attempt = new TestAttempt(self -> self.stop = true);
    Thread reader = alive.reader();
    String script = "trap '' TERM; exec 3> " + alive + "; echo up; while :; do sleep 1000; done";
    assertThat(told(script, attempt, Duration.ofMillis(200)))
        .isInstanceOf(StepOutcome.Stopped.class);
    Fifo.assertEnds(reader);
  }

  @Test
  void whatItLeavesBehindIsEndedToo(@TempDir Path directory)
      throws IOException, InterruptedException {
    Fifo alive = Fifo.in(directory);
    Fifo goOn = Fifo.in(directory);
    Thread reader = alive.reader();
    TestAttempt attempt = new TestAttempt(_ -> goOn.write("\n"));
    String script = "exec 3> " + alive + "; sleep 1000 & echo up; read line < " + goOn;
    StepOutcome outcome = told(script, attempt, GRACE);
    assertThat(outcome).isEqualTo(StepOutcome.done(SAID + "ended well: up"));
    Fifo.assertEnds(reader);
  }

  @Test
  void anInterruptionEndsItAndStaysSet() {
    Thread.currentThread().interrupt();
    assertThat(sh("sleep 1000")).isEqualTo(StepOutcome.failed(SAID + "was interrupted"));
    assertThat(Thread.interrupted()).isTrue();
  }
}
