package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.Chat;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.chat.slack.SlackTeam;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.process.WholeBot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gate that two people have to approve, one of them in Slack and the other in Discord. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FourEyesWithSlackTest {
  private static final String SECOND = "U4SECOND";

  private static Team team;
  private static SlackTeam slack;
  private static WholeBot bot;
  private static Post prompt;
  private static String slackPrompt;

  @BeforeAll
  static void start(@TempDir Path directory) throws InterruptedException {
    team = new Team();
    slack = new SlackTeam();
    slack.joins(SECOND);
    List<String> arguments = new ArrayList<>(slack.arguments("deploys"));
    arguments.add("--signalbox.stages.production.approvals=2");
    arguments.add("--signalbox.people.approver.identities[3]=slack:" + SlackTeam.APPROVER);
    arguments.add("--signalbox.people.second.identities[1]=slack:" + SECOND);
    bot = WholeBot.start(team.arguments(directory, arguments.toArray(String[]::new)));
    team.awaitCommands();
    slack.awaitBot();
    team.deployer().slash(team.channel, "deploy", Map.of("version", "v2"));
    prompt = team.awaitPrompt();
    slackPrompt = slack.awaitText("0 of 2");
  }

  @AfterAll
  static void end() {
    bot.close();
    slack.close();
    team.close();
  }

  @Test
  @Order(1)
  void anAccountThatIsLinkedToNobodyHasNoSayInEither() throws InterruptedException {
    slack.approves(SlackTeam.STRANGER, slackPrompt);
    slack.awaitWhisper(SlackTeam.STRANGER, "linked to nobody");
    team.crowd.reacts(Team.STRANGER, prompt, "✅");
    team.discord.awaitThat(
        "a word to the stranger", () -> !team.crowd.alone(Team.STRANGER).isEmpty());
    assertThat(votes()).isZero();
  }

  @Test
  @Order(2)
  void anApprovalInDiscordIsSeenInSlack() throws InterruptedException {
    team.crowd.reacts(Team.APPROVER, prompt, "✅");
    team.awaitText("1 of 2");
    slack.awaitText("1 of 2");
    assertThat(votes()).isOne();
  }

  @Test
  @Order(3)
  void theSamePersonCountsOnceWithBothAccounts() throws InterruptedException {
    slack.approves(SlackTeam.APPROVER, slackPrompt);
    slack.awaitWhisper(SlackTeam.APPROVER, "already");
    assertThat(votes()).isOne();
    assertThat(count(JournalEvent.ApprovalConsumed.class)).isZero();
  }

  @Test
  @Order(4)
  void anotherPersonInSlackOpensTheGateForBoth() throws InterruptedException {
    slack.approves(SECOND, slackPrompt);
    team.awaitText("#1 done");
    slack.awaitText("#1 done");
    List<JournalEvent.ApprovalConsumed> consumed =
        events().stream()
            .filter(JournalEvent.ApprovalConsumed.class::isInstance)
            .map(JournalEvent.ApprovalConsumed.class::cast)
            .toList();
    assertThat(consumed).hasSize(1);
    assertThat(consumed.getFirst().votes())
        .extracting(vote -> vote.by().account())
        .containsExactlyInAnyOrder("discord:" + Team.APPROVER, "slack:" + SECOND);
    assertThat(count(JournalEvent.SwapReadBack.class)).isOne();
  }

  @Test
  @Order(5)
  void bothChannelsSayWhatTheJournalSaysMessageByMessage() {
    assertThat(bot.bean(Chat.class).awaitAllSaid(Duration.ofSeconds(30))).isTrue();
    ChannelCopy copy = new ChannelCopy(bot.stores(), team);
    copy.check("team");
    slack.agreesWith(
        copy.told().values(), Map.of("approver", SlackTeam.APPROVER, "second", SECOND));
  }

  private static int votes() {
    return bot.stores().gates().open().stream()
        .mapToInt(gate -> bot.stores().gates().votes(gate.id(), gate.revision()).size())
        .sum();
  }

  private static long count(Class<? extends JournalEvent> type) {
    return events().stream().filter(type::isInstance).count();
  }

  private static List<JournalEvent> events() {
    return bot.stores().journal().after(0, 10_000).stream().map(JournalEntry::event).toList();
  }
}
