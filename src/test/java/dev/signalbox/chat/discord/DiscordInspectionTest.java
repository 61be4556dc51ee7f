package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.app.SignalboxMain;
import dev.signalbox.chat.discord.strict.Crowd;
import dev.signalbox.chat.discord.strict.Permission;
import dev.signalbox.chat.discord.strict.StrictDiscord;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.process.ChildJvm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is tried before anybody deploys, and what is said to mend it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DiscordInspectionTest {
  private static final String ANNA = "2000000000000000001";
  private static final String GONE = "2000000000000000002";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final StrictDiscord strict = new StrictDiscord(InstantSource.system());
  private final Crowd crowd = strict.crowd();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private String guild = "";
  private String channel = "";
  private String role = "";

  @BeforeEach
  void begin() {
    strict.start();
    strict.limit(200, Duration.ofSeconds(1));
    guild = crowd.guild("team");
    channel = crowd.channel(guild, "deployments");
    role = crowd.role(guild, "release");
    crowd.member(guild, ANNA, "anna", role);
  }

  @AfterEach
  void end() {
    strict.close();
    timer.shutdownNow();
  }

  @Test
  void whereAllIsWellEverythingIsGoodAndNothingWasPosted() {
    List<Finding> findings = inspect(StrictDiscord.TOKEN, channel, role, ANNA);

    assertThat(findings).noneMatch(Finding.Bad.class::isInstance);
    assertThat(findings)
        .anyMatch(
            it ->
                it instanceof Finding.Good good
                    && good.seen().contains("connected as signalbox, in 1 server"))
        .anyMatch(it -> it instanceof Finding.Good good && good.seen().contains("#deployments"))
        .anyMatch(it -> it instanceof Finding.Good good && good.seen().contains("which 1 of"));
    assertThat(strict.requests()).allMatch(it -> it.startsWith("GET"));
  }

  @Test
  void aWrongTokenIsSaidWithoutTheToken() {
    List<Finding> findings = inspect("MTIz.wrong.token-of-nobody-at-all", channel, role, ANNA);

    assertThat(findings.getFirst())
        .isInstanceOfSatisfying(
            Finding.Bad.class,
            bad -> {
              assertThat(bad.seen()).isEqualTo("the token is refused");
              assertThat(bad.remedy()).contains("developer portal");
            });
    assertThat(findings.toString()).doesNotContain("token-of-nobody");
  }

  @Test
  void aDiscordThatCannotBeReachedIsSaid() {
    strict.stop();

    assertThat(inspect(StrictDiscord.TOKEN, channel, role, ANNA).getFirst())
        .isInstanceOfSatisfying(
            Finding.Bad.class, bad -> assertThat(bad.seen()).contains("cannot be reached"));
  }

  @Test
  void whatIsMissingIsNamedWithWhatMendsIt() {
    crowd.deny(channel, Permission.SEND_MESSAGES, Permission.ATTACH_FILES);
    crowd.commandsAllowed(guild, false);
    List<Finding> findings = inspect(StrictDiscord.TOKEN, channel, "4242", GONE);

    assertThat(bad(findings, "channel team"))
        .contains("Send Messages")
        .contains("Attach Files")
        .doesNotContain("Add Reactions");
    assertThat(bad(findings, "commands in team")).contains("applications.commands");
    assertThat(bad(findings, "role 4242")).contains("role's number");
    assertThat(bad(findings, "account " + GONE + " of anna")).contains("Copy User ID");
  }

  @Test
  void aChannelThatNobodySeesComesWithTheLinkThatInvitesTheBot() {
    assertThat(bad(inspect(StrictDiscord.TOKEN, "4242", role, ANNA), "channel team"))
        .contains("signalbox.channels")
        .contains("https://discord.com/oauth2/authorize?client_id=");
  }

  @Test
  void checkTriesDiscordFromTheShell(@TempDir Path directory) {
    try (Team team = new Team()) {
      team.crowd.deny(team.channel, Permission.EMBED_LINKS);
      List<String> words = new ArrayList<>(List.of("check"));
      words.addAll(team.arguments(directory));
      try (ChildJvm check = ChildJvm.start(SignalboxMain.class, directory, words)) {
        assertThat(check.exit(Duration.ofMinutes(1))).as(check::output).hasValue(1);
        assertThat(check.output())
            .contains("connected as signalbox, in 1 server")
            .contains("Embed Links")
            .contains("2 of people who are members here")
            .doesNotContain(StrictDiscord.TOKEN);
      }
      assertThat(team.discord.requests()).allMatch(it -> it.startsWith("GET"));
    }
  }

  private static String bad(List<Finding> findings, String what) {
    return findings.stream()
        .filter(Finding.Bad.class::isInstance)
        .map(Finding.Bad.class::cast)
        .filter(it -> it.what().startsWith(what))
        .map(Finding.Bad::remedy)
        .findFirst()
        .orElseThrow(() -> new AssertionError(findings.toString()));
  }

  private List<Finding> inspect(String token, String address, String group, String account) {
    DiscordSettings settings =
        new DiscordSettings(
            () -> token,
            URI.create(strict.restUrl()),
            Optional.of(URI.create(strict.gatewayUrl())),
            Set.of("✅"),
            _ -> Optional.empty());
    Channel team =
        new Channel("team", Discord.NAME, address, Set.of(), Optional.empty(), Optional.empty());
    People people =
        new People(
            List.of(new Person("anna", Set.of(), Set.of(new Identity(Discord.NAME, account)))));
    try (Discord discord = new Discord(settings, List.of(team), timer)) {
      return discord
          .inspection(Set.of("slack:S1", Discord.NAME + ":" + group), people)
          .inspect(LIMIT);
    }
  }
}
