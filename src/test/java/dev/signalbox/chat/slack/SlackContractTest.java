package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.access.People;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.ChatPlatformContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract, held by real requests to a strict Slack. */
class SlackContractTest extends ChatPlatformContract {
  private final Steps clock = new Steps();
  private final StrictSlack slack = new StrictSlack(clock, true);
  private final SlackPlatform platform =
      new SlackPlatform(
          new SlackParts(Steps.settings(slack), new People(List.of()), clock, clock::pass));

  @Override
  protected ChatPlatform platform() {
    return platform;
  }

  @Override
  protected String channel() {
    return "C1DEPLOYS";
  }

  @Override
  protected String visible() {
    return slack.readable();
  }

  /** Whatever was posted, Slack had nothing against it, and never had to say 429. */
  @AfterEach
  void slackHadNoProblem() {
    slack.close();
    assertThat(slack.problems).isEmpty();
  }
}
