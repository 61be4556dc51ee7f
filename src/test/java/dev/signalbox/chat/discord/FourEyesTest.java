package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.discord.strict.Interaction;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.process.WholeBot;
import java.nio.file.Path;
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

/** A gate that two people have to approve, one of them in Discord and the other on the page. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FourEyesTest {
  private static final String HELPER = "2000000000000000004";

  private static Team team;
  private static WholeBot bot;
  private static Post prompt;
  private static String shipit;

  @BeforeAll
  static void start(@TempDir Path directory) {
    team = new Team();
    shipit = team.crowd.emoji(team.guild, "shipit");
    bot =
        WholeBot.start(
            team.arguments(
                directory,
                "--signalbox.stages.production.approvals=2",
                "--signalbox.discord.approving[0]=👍",
                "--signalbox.discord.approving[1]=shipit"));
    team.awaitCommands();
    team.deployer().slash(team.channel, "deploy", Map.of("version", "v2"));
    prompt = team.awaitPrompt();
  }

  @AfterAll
  static void end() {
    bot.close();
    team.close();
  }

  @Test
  @Order(1)
  void anAccountThatIsLinkedToNobodyHasNoSay() {
    team.crowd.reacts(Team.STRANGER, prompt, "👍");
    team.discord.awaitThat("a word to the stranger", () -> !alone(Team.STRANGER).isEmpty());
    assertThat(alone(Team.STRANGER).getFirst()).contains("linked to nobody");
    assertThat(votes()).isZero();
  }

  @Test
  @Order(2)
  void theRequesterDoesNotCountAndIsToldSo() {
    team.crowd.reacts(Team.DEPLOYER, prompt, "👍");
    team.discord.awaitThat("a word to the requester", () -> !alone(Team.DEPLOYER).isEmpty());
    assertThat(alone(Team.DEPLOYER).getFirst()).contains("the requester does not count");
    assertThat(votes()).isZero();
  }

  @Test
  @Order(3)
  void anotherEmojiDecidesNothing() {
    team.crowd.reacts(Team.APPROVER, prompt, "🎉");
    team.discord.awaitThat("a word about it", () -> !alone(Team.APPROVER).isEmpty());
    assertThat(alone(Team.APPROVER).getFirst()).contains("decides nothing here");
    assertThat(votes()).isZero();
  }

  @Test
  @Order(4)
  void everySkinToneIsTheSameEmoji() {
    team.crowd.reacts(Team.APPROVER, prompt, "👍🏽");
    awaitVotes(1);
    assertThat(votes()).isOne();
  }

  @Test
  @Order(5)
  void onePersonWithTwoAccountsCountsOnce() {
    Answer again = bot.say("approver", "/approve 1");
    assertThat(again.text()).isNotBlank();
    assertThat(votes()).isOne();
    assertThat(swaps()).isZero();
  }

  @Test
  @Order(6)
  void whileAnotherApprovingEmojiStaysTheApprovalStays() {
    team.crowd.reacts(Team.APPROVER, prompt, shipit);
    team.crowd.unreacts(Team.APPROVER, prompt, "👍🏽");
    team.crowd.unreacts(Team.APPROVER, prompt, shipit);
    awaitVotes(0);
    assertThat(votes()).isZero();
  }

  @Test
  @Order(7)
  void aModeratorWhoRemovesAllReactionsWithdrawsThem() {
    team.crowd.reacts(Team.APPROVER, prompt, shipit);
    awaitVotes(1);
    long withdrawn = withdrawn();
    team.crowd.clearReactions(prompt);
    awaitVotes(0);
    assertThat(votes()).isZero();
    assertThat(withdrawn()).isEqualTo(withdrawn + 1);
  }

  @Test
  @Order(8)
  void aModeratorWhoRemovesOneEmojiWithdrawsWhatItStoodFor() {
    team.crowd.reacts(Team.APPROVER, prompt, shipit);
    awaitVotes(1);
    long withdrawn = withdrawn();
    team.crowd.clearReactions(prompt, "🎉");
    team.crowd.clearReactions(prompt, shipit);
    awaitVotes(0);
    assertThat(votes()).isZero();
    assertThat(withdrawn()).isEqualTo(withdrawn + 1);
  }

  @Test
  @Order(9)
  void anotherBotCountsForNothingAndIsToldNothing() {
    team.crowd.member(team.guild, HELPER, "helper[bot]");
    team.crowd.reacts(HELPER, prompt, "👍");
    team.crowd.reacts(Team.APPROVER, prompt, "👍");
    awaitVotes(1);
    assertThat(votes()).isOne();
    assertThat(alone(HELPER)).isEmpty();
    team.crowd.unreacts(Team.APPROVER, prompt, "👍");
    awaitVotes(0);
  }

  @Test
  @Order(10)
  void aButtonCountsAsAReactionAndAForgedOneAsNothing() {
    Interaction forged = team.approver().forges(prompt, "do:00000000000000000000");
    assertThat(forged.text()).contains("no longer offered");
    team.crowd.reacts(Team.APPROVER, prompt, "👍");
    awaitVotes(1);
    team.discord.repeatEvents(5);
    assertThat(votes()).isOne();
  }

  @Test
  @Order(11)
  void aSecondPersonOnThePageOpensTheGate() {
    bot.command("second", "/approve 1");
    team.awaitText("#1 done");
    assertThat(swaps()).isOne();
    List<JournalEvent.ApprovalConsumed> consumed =
        events().stream()
            .filter(JournalEvent.ApprovalConsumed.class::isInstance)
            .map(JournalEvent.ApprovalConsumed.class::cast)
            .toList();
    assertThat(consumed).hasSize(1);
    assertThat(consumed.getFirst().votes())
        .extracting(vote -> vote.by().account())
        .containsExactlyInAnyOrder("discord:" + Team.APPROVER, "page:second");
  }

  @Test
  @Order(12)
  void aRejectionAsksForItsReason() {
    team.deployer().slash(team.channel, "deploy", Map.of("version", "v3"));
    Post next =
        team.awaitPost(
            "the next prompt",
            p -> !p.id().equals(prompt.id()) && p.buttons().containsKey("Reject"));
    Interaction form = team.approver().presses(next, "Reject");
    Interaction sent = team.approver().submits(form, Map.of("reason", "17 nodes look <@1> wrong"));
    assertThat(sent.text()).contains("#2 is rejected");
    team.awaitText("17 nodes look");
    assertThat(team.crowd.posts(team.channel)).allMatch(p -> p.pinged().size() <= 3);
    assertThat(events())
        .anyMatch(
            e -> e instanceof JournalEvent.GateLeft left && left.toString().contains("17 nodes"));
  }

  private static List<String> alone(String user) {
    return team.crowd.alone(user).stream().map(Post::visible).toList();
  }

  private static void awaitVotes(int votes) {
    team.discord.awaitThat(votes + " votes", () -> votes() == votes);
  }

  private static int votes() {
    return bot.stores().gates().open().stream()
        .mapToInt(gate -> bot.stores().gates().votes(gate.id(), gate.revision()).size())
        .sum();
  }

  private static long withdrawn() {
    return events().stream().filter(JournalEvent.VoteWithdrawn.class::isInstance).count();
  }

  private static long swaps() {
    return events().stream().filter(JournalEvent.SwapReadBack.class::isInstance).count();
  }

  private static List<JournalEvent> events() {
    return bot.stores().journal().after(0, 10_000).stream().map(JournalEntry::event).toList();
  }
}
