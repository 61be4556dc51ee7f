package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.app.SignalboxMain;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.process.ChildJvm;
import dev.signalbox.process.LabProcess;
import dev.signalbox.process.WholeBot;
import dev.signalbox.store.H2File;
import dev.signalbox.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot as a process, killed and started again, with a Slack that goes and comes back. */
@Timeout(120)
class SlackProcessTest {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  private final StrictSlack slack = new StrictSlack(InstantSource.system(), false);
  private final StrictPeople people =
      new StrictPeople(slack, (type, payload) -> slack.socket().deliver(type, payload));
  @TempDir private Path directory;

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void aDeploymentGoesFromTheCommandToItsEndThroughEveryLossAndTheChannelAgreesWithTheJournal()
      throws InterruptedException, IOException {
    try (LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO)) {
      lab.trickle(LabProcess.SHOP, 50);
      try (ChildJvm bot = start(lab)) {
        slack.until(() -> slack.socket().connections() == 1);
        slack.dieAfter("chat.postMessage", 2);
        people.command("U1DEPLOYER", "/deploy", "v2 bluegreen");
        slack.until(() -> prompt("0 of 1"));
        slack.down();
        slack.up();
        slack.until(() -> slack.socket().connections() == 1);
        bot.kill();
      }
      // While nobody listens, somebody approves: the reaction is all that there is of it.
      String ts = slack.saying("0 of 1").orElseThrow().get("ts").getAsString();
      new StrictPeople(slack, (_, _) -> {}).react("U2APPROVER", ts, "white_check_mark", true);
      try (ChildJvm bot = start(lab)) {
        slack.until(() -> slack.saying("approver").isPresent() && card("succeeded"));
        assertThat(lab.look(LabProcess.SHOP).clusters())
            .filteredOn(cluster -> cluster.live())
            .extracting(cluster -> cluster.name())
            .containsExactly("green");
        slack.until(() -> slack.readable().contains("waits for") || card("succeeded"));
        bot.terminate();
        assertThat(bot.exit(ENDS_WITHIN)).isPresent();
      }
      channelAgreesWithJournal();
      assertThat(Files.readString(directory.resolve("signalbox.log")))
          .doesNotContain(StrictSlack.BOT_TOKEN)
          .doesNotContain(StrictSlack.APP_TOKEN);
      assertThat(slack.problems).isEmpty();
    }
  }

  private boolean prompt(String votes) {
    return slack.saying(votes).filter(m -> key(m).startsWith("gate:")).isPresent();
  }

  private boolean card(String phase) {
    return slack.saying(phase).filter(m -> key(m).startsWith("card:")).isPresent();
  }

  private static String key(JsonObject message) {
    return message.has("metadata")
        ? message
            .getAsJsonObject("metadata")
            .getAsJsonObject("event_payload")
            .get("key")
            .getAsString()
        : "";
  }

  /** Every message once, each journaled post there, and nothing there that was not journaled. */
  private void channelAgreesWithJournal() {
    Map<String, Long> there =
        slack.channel().messages.values().stream()
            .map(SlackProcessTest::key)
            .filter(key -> !key.isEmpty())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(there.values()).containsOnly(1L);
    try (HikariDataSource data = H2File.open(directory.resolve("signalbox"))) {
      Stores stores = Stores.open(data, InstantSource.system(), "reader");
      List<String> journaled = new ArrayList<>();
      for (JournalEntry entry : stores.journal().after(0, 10_000)) {
        if (entry.event() instanceof MessageDelivered delivered
            && delivered.channel().equals("deploys")) {
          journaled.add(delivered.key());
          assertThat(delivered.link().orElseThrow()).startsWith("https://acme.slack.com/archives/");
          assertThat(slack.channel().messages).containsKey(delivered.reference());
        }
      }
      List<String> inChannel =
          slack.channel().messages.values().stream()
              .filter(m -> !m.has("thread_ts") && !key(m).isEmpty())
              .map(SlackProcessTest::key)
              .toList();
      assertThat(journaled).containsExactlyInAnyOrderElementsOf(inChannel);
    }
  }

  private ChildJvm start(LabProcess lab) {
    List<String> arguments =
        WholeBot.arguments(
            directory,
            List.of(
                "--signalbox.people.deployer.identities=terminal:deployer,page:deployer,slack:U1DEPLOYER",
                "--signalbox.people.approver.identities=terminal:approver,page:approver,slack:U2APPROVER",
                "--signalbox.channels.deploys.platform=slack",
                "--signalbox.channels.deploys.address=C1DEPLOYS",
                "--signalbox.channels.deploys.default-application=shop",
                "--signalbox.channels.deploys.default-stage=production",
                "--signalbox.slack.bot-token=" + StrictSlack.BOT_TOKEN,
                "--signalbox.slack.app-token=" + StrictSlack.APP_TOKEN,
                "--signalbox.slack.api-url=" + slack.api(),
                "--signalbox.slack.message-interval=0s",
                "--signalbox.lab.control-url=" + lab.control()));
    return ChildJvm.start(SignalboxMain.class, directory, arguments);
  }
}
