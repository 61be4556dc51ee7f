package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.app.SignalboxMain;
import dev.signalbox.chat.discord.strict.Interaction;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.process.ChildJvm;
import dev.signalbox.store.H2File;
import dev.signalbox.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bot is killed after it has noted what people did and before any of it is done: the next
 * process does it once and in its order, and answers.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KilledWhileHearingTest {
  private static final Duration WITHIN = Duration.ofMinutes(1);

  @Test
  void whatWasNotedIsDoneAfterTheKillOnceAndInOrder(@TempDir Path directory) {
    try (Team team = new Team()) {
      String role = team.crowd.role(team.guild, "release");
      List<String> arguments =
          team.arguments(
              directory,
              "--signalbox.stages.production.roles.hold[0]=everybody",
              "--signalbox.stages.production.roles.hold[1]=discord:" + role);
      // Roles are looked up before each decision, so that what is held there is decided by nobody.
      team.discord.hold(r -> r.startsWith("GET") && r.contains("/members/"));
      Interaction held;
      Interaction released;
      Interaction deployed;
      try (ChildJvm first = start(directory, arguments)) {
        team.awaitCommands();
        held = team.deployer().slashed(team.channel, "hold", Map.of("reason", "lunch"));
        team.discord.awaitThat("the first acknowledgement", held::isAcknowledged);
        released = team.deployer().slashed(team.channel, "release", Map.of());
        deployed = team.deployer().slashed(team.channel, "deploy", Map.of("version", "v2"));
        team.discord.awaitThat("all acknowledgements", deployed::isAcknowledged);
        first.kill();
        assertThat(first.exit(WITHIN)).isPresent();
      }
      team.discord.calm();
      Post prompt;
      try (ChildJvm second = start(directory, arguments)) {
        prompt = team.awaitPrompt();
        assertThat(held.text()).contains("is held");
        assertThat(released.text()).contains("is released");
        // The reaction is told of, and nobody can be asked whether it stands there.
        team.discord.hold(r -> r.startsWith("GET") && r.contains("/reactions/"));
        int asked = team.discord.requests().size();
        team.crowd.reacts(Team.APPROVER, prompt, "✅");
        team.discord.awaitThat(
            "a look at the reaction",
            () ->
                team.discord.requests().stream()
                    .skip(asked)
                    .anyMatch(r -> r.contains("/reactions/")));
        second.kill();
        assertThat(second.exit(WITHIN)).isPresent();
      }
      team.discord.calm();
      try (ChildJvm third = start(directory, arguments)) {
        team.awaitText("#1 done");
        third.terminate();
        assertThat(third.exit(WITHIN)).as(third::output).isPresent();
      }
      assertThat(story(directory))
          .containsExactly("Held", "Released", "DeploymentRequested", "VoteGiven");
    }
  }

  private static List<String> story(Path directory) {
    try (HikariDataSource file = H2File.open(directory.resolve("signalbox"))) {
      return Stores.open(file, InstantSource.system(), "test").journal().after(0, 100_000).stream()
          .map(JournalEntry::event)
          .filter(
              event ->
                  event instanceof JournalEvent.Held
                      || event instanceof JournalEvent.Released
                      || event instanceof JournalEvent.DeploymentRequested
                      || event instanceof JournalEvent.VoteGiven)
          .map(event -> event.getClass().getSimpleName())
          .toList();
    }
  }

  private static ChildJvm start(Path directory, List<String> arguments) {
    return ChildJvm.start(SignalboxMain.class, directory, arguments);
  }
}
