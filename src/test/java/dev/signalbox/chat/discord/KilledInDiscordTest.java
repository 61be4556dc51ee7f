package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.app.SignalboxMain;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.process.ChildJvm;
import dev.signalbox.store.H2File;
import dev.signalbox.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bot and Discord are killed in turn while a deployment runs: nothing is missing afterwards, and
 * nothing stands there twice.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KilledInDiscordTest {
  private static final Duration WITHIN = Duration.ofMinutes(1);

  @Test
  void theChannelIsACopyOfTheJournalWhoeverWasKilled(@TempDir Path directory) {
    try (Team team = new Team()) {
      // Its answers get lost: what was posted has to be found, not posted again.
      team.discord.swallowAnswers(r -> r.startsWith("POST") && r.endsWith("messages"), 2);
      try (ChildJvm first = start(directory, team)) {
        team.awaitCommands();
        team.deployer().slashed(team.channel, "deploy", Map.of("version", "v2"));
        team.awaitPost("the card", p -> p.footer().endsWith("card:1"));
        first.kill();
        assertThat(first.exit(WITHIN)).isPresent();
      }
      try (ChildJvm second = start(directory, team)) {
        Post prompt = team.awaitPrompt();
        // Discord goes away, and with it the session; what happens meanwhile is told by nobody.
        team.discord.stop();
        team.discord.forgetSessions();
        team.crowd.reacts(Team.APPROVER, prompt, "✅");
        team.discord.start();
        team.awaitText("#1 swapped");
        second.kill();
        assertThat(second.exit(WITHIN)).isPresent();
      }
      try (ChildJvm third = start(directory, team)) {
        team.awaitText("#1 done");
        team.discord.awaitThat(
            "the card's last revision", () -> card(team).visible().contains("succeeded"));
        team.discord.awaitThat(
            "the last line of its thread",
            () ->
                team.crowd.thread(card(team)).stream()
                    .anyMatch(p -> p.visible().contains("blue stays on v1")));
        third.terminate();
        assertThat(third.exit(WITHIN)).as(third::output).isPresent();
      }
      try (HikariDataSource file = H2File.open(directory.resolve("signalbox"))) {
        new ChannelCopy(Stores.open(file, InstantSource.system(), "test"), team).check("team");
      }
    }
  }

  private static Post card(Team team) {
    return team.newest(p -> p.footer().endsWith("card:1")).orElseThrow();
  }

  private static ChildJvm start(Path directory, Team team) {
    return ChildJvm.start(SignalboxMain.class, directory, team.arguments(directory));
  }
}
