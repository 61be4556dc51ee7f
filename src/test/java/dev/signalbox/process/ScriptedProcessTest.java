package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a script reads and gets back; all of them run side by side. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScriptedProcessTest {
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(4);

  private static ChildJvm whole;
  private static ChildJvm refused;
  private static ChildJvm leftWaiting;
  private static ChildJvm misconfigured;

  @BeforeAll
  static void startAll(@TempDir Path directory) {
    whole =
        run(
            BotProcess.start(directory.resolve("whole")),
            "/deploy v2 bluegreen",
            "wait gate",
            "@approver /approve",
            "wait end",
            "/audit verify");
    refused = run(BotProcess.start(directory.resolve("refused")), "@visitor /deploy v2 bluegreen");
    leftWaiting = run(BotProcess.start(directory.resolve("left")), "/deploy v2 bluegreen");
    misconfigured =
        run(
            BotProcess.start(
                directory.resolve("wrong"), "--signalbox.stages.production.approvals=0"),
            "/status");
  }

  @AfterAll
  static void endAll() {
    whole.close();
    refused.close();
    leftWaiting.close();
    misconfigured.close();
  }

  private static ChildJvm run(ChildJvm bot, String... lines) {
    bot.say(lines);
    bot.endInput();
    return bot;
  }

  @Test
  void theWholeJobIsFiveLines() {
    OptionalInt exit = whole.exit(ENDS_WITHIN);
    assertThat(exit).as(whole::output).hasValue(0);
    assertThat(whole.output())
        .contains("deployer ▸ /deploy v2 bluegreen")
        .contains("send production traffic of shop from blue (v1) to green (v2)?")
        .contains("swapped: shop in production goes to green (v2)")
        .contains("The journal is intact");
  }

  @Test
  void aLineThatIsRefusedMakesTheScriptFail() {
    OptionalInt exit = refused.exit(ENDS_WITHIN);
    assertThat(exit).as(refused::output).hasValue(1);
    assertThat(refused.output()).contains("visitor may not");
  }

  @Test
  void aGateThatIsLeftWaitingIsAborted() {
    OptionalInt exit = leftWaiting.exit(ENDS_WITHIN);
    assertThat(exit).as(leftWaiting::output).hasValue(1);
    assertThat(leftWaiting.output())
        .contains("the input has ended: what still waits for approval is aborted")
        .contains("undone");
  }

  @Test
  void aWrongConfigurationNamesTheField() {
    OptionalInt exit = misconfigured.exit(ENDS_WITHIN);
    assertThat(exit).as(misconfigured::output).hasValue(2);
    assertThat(misconfigured.output())
        .contains("The configuration is wrong")
        .contains("signalbox.stages.production.approvals")
        .doesNotContain("\tat ");
  }
}
