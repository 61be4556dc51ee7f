package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.ManualTimer;
import dev.signalbox.chat.discord.strict.StrictDiscord;
import dev.signalbox.port.ChatPlatform.Health;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection, and what breaks it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LinkTest {
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final Linked linked = new Linked();
  private final StrictDiscord discord = linked.discord;

  @AfterEach
  void end() {
    linked.close();
  }

  @Test
  void itAsksForNoPrivilegedIntent() {
    // Guilds and their reactions: 1 << 0 and 1 << 10.
    assertThat(discord.gatewayLog()).contains("identify " + (1 | 1 << 10));
    assertThat(linked.platform().health())
        .isEqualTo(new Health.Well("connected as signalbox, in 1 server"));
  }

  @Test
  void aConnectionThatBreaksIsResumedAndNothingIsMissed() {
    discord.dropConnections();
    String made = discord.crowd().channel(linked.guild, "made-meanwhile");
    discord.awaitThat("a resume", () -> discord.gatewayLog().contains("resume"));
    linked.awaitChannel(made);
  }

  @Test
  void aRequestToReconnectIsFollowedWithoutANewSession() {
    discord.askToReconnect();
    discord.awaitThat("a resume", () -> discord.gatewayLog().contains("resume"));
    assertThat(discord.gatewayLog()).filteredOn(it -> it.startsWith("identify")).hasSize(1);
  }

  @Test
  void anInvalidSessionIsMadeAnew() {
    discord.invalidateSessions();
    discord.awaitThat(
        "a new session",
        () -> discord.gatewayLog().stream().filter(it -> it.startsWith("identify")).count() == 2);
  }

  @Test
  void anOutageIsSaidAndIsOverByItself() {
    discord.stop();
    discord.awaitThat("trouble", () -> linked.platform().health() instanceof Health.Troubled);
    assertThat(((Health.Troubled) linked.platform().health()).remedy()).contains("by itself");
    discord.start();
    discord.awaitThat("a resume", () -> discord.gatewayLog().contains("resume"));
    linked.awaitWell();
  }

  @Test
  void aWrongTokenIsSaidWithoutTheToken() {
    linked.disconnect();
    linked.start("MTIz.wrong.token-of-nobody-at-all");
    linked.awaitTrouble();
    Health.Troubled health = (Health.Troubled) linked.platform().health();
    assertThat(health.state()).isEqualTo("gateway: the token is refused");
    assertThat(health.remedy()).contains("developer portal").contains("token-file");
    assertThat(health.toString()).doesNotContain("token-of-nobody");
  }

  @Test
  void aSessionInDoubtIsResumed() {
    discord.doubtSessions();
    discord.awaitThat("a resume", () -> discord.gatewayLog().contains("resume"));
    assertThat(identified()).isOne();
  }

  @Test
  void aConnectionWhoseHeartbeatsNobodyAnswersIsMadeAnewAndResumed() {
    discord.heartbeat(Duration.ofMillis(300), false);
    discord.dropConnections();
    // It looks alive and is not: what happens meanwhile is told to a connection that is given up.
    discord.awaitThat(
        "the end of the dead connection",
        () -> discord.gatewayLog().stream().anyMatch(it -> it.equals("closed 4900")));
    discord.heartbeat(Duration.ofSeconds(30), true);
    String made = discord.crowd().channel(linked.guild, "made-meanwhile");
    linked.awaitChannel(made);
    linked.awaitWell();
    assertThat(identified()).isOne();
  }

  @Test
  void whereOnlyTheApiIsKnownItIsAskedForTheGateway() {
    linked.disconnect();
    linked.forgetGateway();
    linked.connect();
    assertThat(discord.requests()).contains("GET /gateway");
    assertThat(linked.platform().health()).isInstanceOf(Health.Well.class);
  }

  @Test
  void aGatewayThatIsAwayAtTheStartIsWaitedFor() {
    linked.disconnect();
    discord.stopGateway();
    linked.start(StrictDiscord.TOKEN);
    discord.awaitThat("trouble", () -> linked.platform().health() instanceof Health.Troubled);
    discord.startGateway();
    discord.awaitThat("health", () -> linked.platform().health() instanceof Health.Well);
  }

  @Test
  void aDiscordThatIsAwayAtTheStartIsWaitedFor() {
    linked.disconnect();
    discord.stop();
    linked.start(StrictDiscord.TOKEN);
    linked.awaitTrouble();
    assertThat(((Health.Troubled) linked.platform().health()).state()).contains("be reached");
    discord.start();
    discord.awaitThat("health", () -> linked.platform().health() instanceof Health.Well);
  }

  @ParameterizedTest
  @ValueSource(ints = {4004, 4011, 4013, 4014})
  void aRefusedConnectionIsSaidAndTriedAgainWithAnotherTokenOrAfterAnHour(int code)
      throws InterruptedException {
    ManualTimer timer = new ManualTimer();
    AtomicReference<String> token = new AtomicReference<>(StrictDiscord.TOKEN);
    try (Linked refused = new Linked(timer)) {
      refused.disconnect();
      refused.discord.refuseSessions(code);
      refused.start(token::get);
      refused.awaitTrouble();
      assertRefusedFor(refused, code);
      pass(timer, 239);
      assertThat(identified(refused)).isEqualTo(2);
      pass(timer, 1);
      refused.discord.awaitThat("the next try, an hour later", () -> identified(refused) == 3);
      refused.discord.refuseSessions(0);
      refused.discord.token(StrictDiscord.TOKEN + "-2");
      token.set(StrictDiscord.TOKEN + "-2");
      refused.discord.awaitThat(
          "health",
          () -> {
            timer.pass(LOOK);
            return refused.platform().health() instanceof Health.Well;
          });
    }
  }

  private static void assertRefusedFor(Linked refused, int code) {
    Health.Troubled health = (Health.Troubled) refused.platform().health();
    assertThat(health.state()).contains("refuse");
    assertThat(health.remedy()).isNotBlank();
    assertThat(health.toString()).doesNotContain(StrictDiscord.TOKEN);
    if (code == 4013 || code == 4014) {
      assertThat(health.state()).contains("intents");
      assertThat(health.remedy()).contains("privileged").contains("once an hour");
    }
  }

  /** Lets the time pass in which the token is looked at, so often. */
  private static void pass(ManualTimer timer, int looks) throws InterruptedException {
    for (int look = 0; look < looks; look++) {
      timer.passWhenAskedFor(LOOK);
    }
  }

  private long identified() {
    return identified(linked);
  }

  private static long identified(Linked of) {
    return of.discord.gatewayLog().stream().filter(it -> it.startsWith("identify")).count();
  }
}
