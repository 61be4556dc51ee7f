package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.topology.Application;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code signalbox check} finds out about Slack, asked of a strict one. */
class SlackInspectionTest {
  private final Steps clock = new Steps();
  private final StrictSlack slack = new StrictSlack(clock, true);
  private final People people =
      new People(
          List.of(
              person("deployer", "U1DEPLOYER"),
              person("approver", "U2APPROVER"),
              new Person("ada", Set.of(), Set.of(new Identity("page", "ada")))));

  private static Person person(String name, String account) {
    return new Person(name, Set.of(), Set.of(new Identity("slack", account)));
  }

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void everythingThatIsGoodIsSaidInALine() {
    slack.groups.put("S1LEADS", List.of("U2APPROVER", "U9"));

    assertThat(inspect("slack:S1LEADS", "discord:77"))
        .containsExactly(
            "✔ bot token: as signalbox in Acme (T1TEAM)",
            "✔ app token: Slack gives a websocket for it",
            "✔ scopes: all that are needed",
            "✔ channel deploys (C1DEPLOYS): #deploys, and the bot is in it",
            "✔ user group S1LEADS: 2 members, of whom 1 are configured here",
            "✔ accounts: 2 of people who are members here");
    assertThat(slack.channel().messages).isEmpty();
    assertThat(slack.problems).isEmpty();
  }

  @Test
  void eachMissingScopeIsNamedWithWhatIsLost() {
    slack.withoutScopes.addAll(List.of("reactions:read", "groups:read", "usergroups:read"));

    assertThat(inspect())
        .containsOnlyOnce(
            "✘ scope reactions:read: missing, so nobody can approve by reaction → add it at"
                + " api.slack.com/apps → OAuth & Permissions, and install the app again;"
                + " config/slack-manifest.yaml has them all")
        .noneMatch(line -> line.contains("groups:read"));
    assertThat(inspect("slack:S1")).anyMatch(line -> line.startsWith("✘ scope usergroups:read"));
    slack.channel().secret = true;
    assertThat(inspect()).anyMatch(line -> line.startsWith("✘ scope groups:read"));
  }

  @Test
  void aRevokedTokenLeavesTheRestUntried() {
    slack.revoked = true;

    assertThat(inspect())
        .startsWith(
            "✘ bot token: Slack says token_revoked → install the app in the workspace again and"
                + " write its new bot token")
        .endsWith("– scopes, channels and accounts: no good bot token");
  }

  @Test
  void aSlackThatCannotBeReachedIsNoException() {
    slack.down();

    assertThat(inspect()).first().asString().startsWith("✘ bot token: Slack cannot be reached");
  }

  @Test
  void aChannelWithoutTheBotAndOneThatIsArchivedAreSaidWithTheirRemedy() {
    slack.channel().member = false;
    assertThat(inspect())
        .contains(
            "✘ channel deploys (C1DEPLOYS): Slack says not_in_channel → write /invite @signalbox in"
                + " the channel");
    slack.channel().archived = true;
    assertThat(inspect())
        .contains(
            "✘ channel deploys (C1DEPLOYS): Slack says is_archived → unarchive the channel, or"
                + " configure another one");
    slack.channels.clear();
    assertThat(inspect())
        .anyMatch(line -> line.startsWith("✘ channel deploys (C1DEPLOYS): Slack says channel_not"));
  }

  @Test
  void anAccountThatMayNotActAndAGroupThatIsNotThereAreNamed() {
    slack.user("U2APPROVER").addProperty("deleted", true);

    assertThat(inspect("slack:S404"))
        .anyMatch(line -> line.startsWith("✘ user group S404: Slack says no_such_subteam"))
        .anyMatch(
            line -> line.startsWith("✘ account U2APPROVER of approver: the account is deactivated"))
        .contains("✔ accounts: 1 of people who are members here");
  }

  @Test
  void theScopesThatAreTriedAreThoseOfBothManifests() {
    List<String> tried = Arrays.stream(SlackScope.values()).map(SlackScope::named).toList();

    assertThat(SlackManifest.scopes()).containsExactlyInAnyOrderElementsOf(tried);
    assertThat(SlackManifest.list("slack-manifest-http.yaml", "oauth_config", "scopes", "bot"))
        .containsExactlyElementsOf(SlackManifest.scopes());
  }

  private List<String> inspect(String... groups) {
    Channel channel =
        new Channel(
            "deploys",
            "slack",
            "C1DEPLOYS",
            Set.of(new Application("shop")),
            Optional.empty(),
            Optional.empty());
    SlackParts parts = new SlackParts(Steps.settings(slack), people, clock, clock::pass);
    return new SlackInspection(parts, List.of(channel), Set.of(groups), people)
        .inspect(Duration.ofSeconds(20)).stream().map(SlackInspectionTest::line).toList();
  }

  private static String line(Finding finding) {
    return switch (finding) {
      case Finding.Good(String what, String seen) -> "✔ " + what + ": " + seen;
      case Finding.Bad(String what, String seen, String remedy) ->
          "✘ " + what + ": " + seen + " → " + remedy;
      case Finding.Untried(String what, String reason) -> "– " + what + ": " + reason;
    };
  }
}
