package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is asked to end in the middle of a deployment, and the one after it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StoppedProcessTest {
  private static final Duration WITHIN = Duration.ofMinutes(4);

  /** What a process ends with that was ended by SIGTERM. */
  private static final int TERMINATED = 143;

  @Test
  void theNextStartGoesOnWithWhatWasLeft(@TempDir Path directory) throws IOException {
    try (ChildJvm first = BotProcess.start(directory, "--signalbox.lab.pace=2s")) {
      first.say("/deploy v2 bluegreen");
      first.await("a step", WITHIN, it -> it.contains("drained"));
      first.terminate();
      OptionalInt exit = first.exit(WITHIN);
      assertThat(exit).as(first::output).hasValue(TERMINATED);
    }
    assertThat(Files.readString(directory.resolve("var").resolve("signalbox.log")))
        .doesNotContain(" ERROR ");
    try (ChildJvm next = BotProcess.start(directory)) {
      next.say("wait gate", "@approver /approve", "wait end", "/audit verify");
      next.endInput();
      OptionalInt exit = next.exit(WITHIN);
      assertThat(exit).as(next::output).hasValue(0);
      assertThat(next.output())
          .contains("Signalbox was started again and goes on")
          .contains("swapped: shop in production goes to green (v2)");
    }
  }
}
