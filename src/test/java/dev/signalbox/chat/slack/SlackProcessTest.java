package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.slack.SlackRun.Position;
import dev.signalbox.process.LabProcess;
import dev.signalbox.topology.Lane;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole bot as a process, killed and started again, with a Slack that goes and comes back.
 * Afterwards the channel is a copy of the journal, message by message.
 */
@Timeout(900)
class SlackProcessTest {
  @TempDir private Path directory;

  /** How a deployment is asked for, and the last that is said of it in its thread. */
  enum Way {
    BLUE_GREEN("v2 bluegreen", "blue stays on v1"),
    ROLLING("v2 rolling", "watch v2 on blue"),
    RED_BLACK("v2 redblack app:api", "watch v2 on api-v2");

    private final String words;
    private final String lastLine;

    Way(String words, String lastLine) {
      this.words = words;
      this.lastLine = lastLine;
    }

    private Lane lane() {
      return this == RED_BLACK ? LabProcess.API : LabProcess.SHOP;
    }
  }

  @Test
  void aDeploymentGoesThroughEveryLossAndTheChannelAgreesWithTheJournal()
      throws InterruptedException {
    try (SlackRun run = new SlackRun(directory)) {
      run.lab.trickle(LabProcess.SHOP, 50);
      run.slack.dieAfter("chat.postMessage", 2);
      run.untilKilled(
          Position.PROMPT_POSTED,
          () -> run.people.command("U1DEPLOYER", "/deploy", Way.BLUE_GREEN.words));
      // While nobody listens, somebody approves: the reaction is all that there is of it.
      run.unheard.react("U2APPROVER", run.prompt(), "white_check_mark", true);
      run.untilKilled(Position.IN_THE_WATCH, () -> {});
      run.slack.down();
      run.slack.up();
      run.untilEnd(Way.BLUE_GREEN.lastLine, () -> {});

      assertThat(run.lab.look(LabProcess.SHOP).live()).isEqualTo("green");
      run.channelAgreesWithJournal();
    }
  }

  static Stream<Arguments> everyWayAndPosition() {
    return Stream.of(Way.values())
        .flatMap(way -> Stream.of(Position.values()).map(position -> Arguments.of(way, position)));
  }

  @Tag("crash-matrix")
  @ParameterizedTest
  @MethodSource("everyWayAndPosition")
  void wheneverItIsKilledTheChannelAgreesWithTheJournal(Way way, Position position)
      throws InterruptedException {
    try (SlackRun run = new SlackRun(directory)) {
      run.lab.trickle(way.lane(), 50);
      boolean early = position.compareTo(Position.PROMPT_POSTED) <= 0;
      run.untilKilled(
          position,
          () -> {
            run.people.command("U1DEPLOYER", "/deploy", way.words);
            if (!early) {
              run.people.react("U2APPROVER", run.prompt(), "white_check_mark", true);
            }
          });
      run.slack.down();
      run.slack.up();
      run.untilEnd(
          way.lastLine,
          () -> {
            if (early) {
              run.people.react("U2APPROVER", run.prompt(), "white_check_mark", true);
            }
          });

      run.channelAgreesWithJournal();
    }
  }
}
