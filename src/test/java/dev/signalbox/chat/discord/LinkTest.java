package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.discord.strict.StrictDiscord;
import dev.signalbox.port.ChatPlatform.Health;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection, and what breaks it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LinkTest {
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
}
