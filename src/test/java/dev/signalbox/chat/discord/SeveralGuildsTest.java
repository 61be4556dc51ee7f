package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.discord.strict.Acts;
import dev.signalbox.chat.discord.strict.Interaction;
import dev.signalbox.chat.discord.strict.Json;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.ChatPlatform.Health;
import dev.signalbox.process.WholeBot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bot in two servers, each with a channel for a lane of its own, and in a third one that is
 * none of its business. Who approves is said by a role of each server.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralGuildsTest {
  private static final String BEN = "2000000000000000005";

  private static Team team;
  private static WholeBot bot;
  private static String partners;
  private static String releases;
  private static String elsewhere;

  @BeforeAll
  static void start(@TempDir Path directory) {
    team = new Team();
    partners = team.crowd.guild("partners");
    elsewhere = team.crowd.guild("elsewhere");
    releases = team.crowd.channel(partners, "releases");
    team.crowd.channel(elsewhere, "deployments");
    String ofTeam = team.crowd.role(team.guild, "approvers");
    String ofPartners = team.crowd.role(partners, "approvers");
    team.crowd.member(team.guild, Team.APPROVER, "ada", ofTeam);
    team.crowd.member(partners, Team.APPROVER, "ada");
    team.crowd.member(team.guild, BEN, "ben");
    team.crowd.member(partners, BEN, "ben", ofPartners);
    team.crowd.member(partners, Team.DEPLOYER, "dora");
    List<String> arguments = new ArrayList<>();
    arguments.add("--signalbox.channels.team.applications[0]=shop");
    arguments.add("--signalbox.channels.partners.platform=discord");
    arguments.add("--signalbox.channels.partners.address=" + releases);
    arguments.add("--signalbox.channels.partners.applications[0]=api");
    arguments.add("--signalbox.channels.partners.default-application=api");
    arguments.add("--signalbox.channels.partners.default-stage=staging");
    arguments.add("--signalbox.people.ben.groups[0]=everybody");
    arguments.add("--signalbox.people.ben.identities[0]=discord:" + BEN);
    arguments.add("--signalbox.applications.api.stages.staging.server-group-size=2");
    arguments.add("--signalbox.stages.production.roles.approve[0]=discord:" + ofTeam);
    arguments.add("--signalbox.stages.staging.roles.approve[0]=discord:" + ofPartners);
    for (String role : List.of("deploy", "roll-back", "abort", "hold", "read")) {
      arguments.add("--signalbox.stages.staging.roles." + role + "[0]=everybody");
    }
    // Discord is away when the bot starts, which nobody but Discord's users notices.
    team.discord.stop();
    bot = WholeBot.start(team.arguments(directory, arguments.toArray(String[]::new)));
  }

  @AfterAll
  static void end() {
    bot.close();
    team.close();
  }

  @Test
  @Order(1)
  void whileDiscordIsAwayTheBotWorksAndSaysWhatIsWrong() {
    assertThat(bot.say("deployer", "/status").accepted()).isTrue();
    DiscordPlatform platform = (DiscordPlatform) bot.bean(Discord.class).platform();
    team.discord.awaitThat("trouble", () -> platform.health() instanceof Health.Troubled);
    team.discord.start();
    team.awaitCommands();
    team.discord.awaitThat("health", () -> platform.health() instanceof Health.Well);
    assertThat(((Health.Well) platform.health()).state()).contains("in 3 servers");
  }

  @Test
  @Order(2)
  void commandsAreRegisteredWhereThereIsAChannelOfOursAndOnlyWhenTheyChanged() {
    team.discord.awaitThat("the other commands", () -> !team.crowd.commands(partners).isEmpty());
    assertThat(team.crowd.commands(elsewhere)).isEmpty();
    assertThat(registrations()).isEqualTo(2);
    long looked = looks();
    team.discord.invalidateSessions();
    team.discord.awaitThat("another look at both", () -> looks() >= looked + 2);
    assertThat(registrations()).isEqualTo(2);
  }

  @Test
  @Order(3)
  void whatHappensInALaneIsToldInItsServerAlone() {
    team.deployer().slash(team.channel, "deploy", Map.of("version", "v2"));
    team.deployer().slash(releases, "deploy", Map.of("version", "v7"));
    Post ours = promptIn(team.channel);
    Post theirs = promptIn(releases);

    assertThat(ours.visible()).contains("shop");
    assertThat(theirs.visible()).contains("api");
    assertThat(all(team.channel)).noneMatch(post -> post.visible().contains("api"));
    assertThat(all(releases)).noneMatch(post -> post.visible().contains("shop"));
  }

  @Test
  @Order(4)
  void whileSomebodyTypesWhatIsKnownHereIsOffered() {
    Acts deployer = team.deployer();
    Map<String, String> typed = Map.of("version", "v");
    assertThat(deployer.types(team.channel, "deploy", typed, "version").choices())
        .containsExactly("v2");
    assertThat(deployer.types(releases, "deploy", typed, "version").choices())
        .containsExactly("v7");
    assertThat(
            deployer
                .types(team.channel, "approve", Map.of("deployment", ""), "deployment")
                .choices())
        .containsExactly("1");
    assertThat(
            deployer.types(releases, "approve", Map.of("deployment", ""), "deployment").choices())
        .containsExactly("2");
    assertThat(
            deployer
                .types(releases, "deploy", Map.of("version", "nothing like it"), "version")
                .choices())
        .isEmpty();
    assertThat(choices("deploy", "strategy")).contains("bluegreen", "redblack", "rolling");
    assertThat(choices("deploy", "app")).containsExactlyInAnyOrder("api", "shop");
    assertThat(choices("deploy", "stage")).containsExactlyInAnyOrder("production", "staging");
  }

  @Test
  @Order(5)
  void theRoleOfOneServerGivesNothingInTheOther() {
    team.crowd.reacts(Team.APPROVER, promptIn(releases), "✅");
    team.crowd.reacts(BEN, promptIn(team.channel), "✅");
    for (String person : List.of(Team.APPROVER, BEN)) {
      team.discord.awaitThat("a refusal", () -> !team.crowd.alone(person).isEmpty());
      assertThat(team.crowd.alone(person).getFirst().visible()).contains("may not");
    }
    assertThat(team.approver().slash(team.channel, "approve", Map.of("deployment", 2)).text())
        .doesNotContain("goes on");
    assertThat(consumed()).isZero();
  }

  @Test
  @Order(6)
  void aDatabaseThatAnswersNobodyDelaysNoFirstAnswer() throws SQLException {
    try (Connection alone = bot.bean(DataSource.class).getConnection();
        Statement statement = alone.createStatement()) {
      statement.execute("SET EXCLUSIVE 1");
      Interaction asked;
      try {
        asked = team.deployer().slashed(team.channel, "status", Map.of());
        Interaction typed =
            team.deployer().types(team.channel, "deploy", Map.of("version", "v"), "version");
        team.discord.awaitThat("an acknowledgement", asked::isAcknowledged);
        assertThat(typed.choices()).isEmpty();
        assertThat(asked.text()).isEmpty();
      } finally {
        statement.execute("SET EXCLUSIVE 0");
      }
      assertThat(team.deployer().answered(asked).text()).contains("#1");
    }
  }

  @Test
  @Order(7)
  void itsOwnRoleDecidesInEach() {
    team.crowd.reacts(Team.APPROVER, promptIn(team.channel), "✅");
    team.crowd.reacts(BEN, promptIn(releases), "✅");
    for (String channel : List.of(team.channel, releases)) {
      team.discord.awaitThat(
          "the end in " + channel,
          () -> all(channel).stream().anyMatch(post -> post.visible().contains(" done: ")));
    }
    assertThat(consumed()).isEqualTo(2);
    assertThat(team.discord.refused()).noneMatch(line -> line.contains(" 400"));
  }

  private static Post promptIn(String channel) {
    return team.discord.await(
        "a prompt in " + channel,
        () ->
            team.crowd.posts(channel).reversed().stream()
                .filter(post -> post.buttons().containsKey("Approve"))
                .findFirst());
  }

  /** What stands in a channel, and in its threads. */
  private static List<Post> all(String channel) {
    return team.crowd.posts(channel).stream()
        .flatMap(post -> Stream.concat(Stream.of(post), team.crowd.thread(post).stream()))
        .toList();
  }

  private static List<String> choices(String command, String option) {
    return Stream.ofNullable(team.crowd.commands(team.guild).get(command))
        .flatMap(it -> Json.each(it.path("options")))
        .filter(it -> Json.text(it, "name").equals(option))
        .flatMap(it -> Json.each(it.path("choices")))
        .map(it -> Json.text(it, "value"))
        .toList();
  }

  private static long registrations() {
    return requests("PUT");
  }

  private static long looks() {
    return requests("GET");
  }

  private static long requests(String method) {
    return team.discord.requests().stream()
        .filter(it -> it.startsWith(method + " /applications/") && it.endsWith("/commands"))
        .count();
  }

  private static long consumed() {
    return bot.stores().journal().after(0, 10_000).stream()
        .map(JournalEntry::event)
        .filter(JournalEvent.ApprovalConsumed.class::isInstance)
        .count();
  }
}
