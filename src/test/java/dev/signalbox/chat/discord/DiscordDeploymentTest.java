package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.Chat;
import dev.signalbox.chat.discord.strict.Interaction;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.process.WholeBot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot in a strict Discord: from the slash command to the swap, by reaction. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiscordDeploymentTest {
  private static Team team;
  private static WholeBot bot;

  @BeforeAll
  static void start(@TempDir Path directory) {
    team = new Team();
    bot = WholeBot.start(team.arguments(directory));
    team.awaitCommands();
  }

  @AfterAll
  static void end() {
    bot.close();
    team.close();
  }

  @Test
  @Order(1)
  void aSlashCommandLeadsToACardAGateAndByReactionToTheSwap() {
    Interaction asked =
        team.deployer()
            .slash(team.channel, "deploy", Map.of("version", "v2", "strategy", "bluegreen"));
    assertThat(asked.firstAnswerAfter()).isLessThan(Duration.ofSeconds(3));
    assertThat(asked.text()).contains("#1");
    assertThat(asked.isForThemAlone()).isTrue();

    Post prompt = team.awaitPrompt();
    assertThat(prompt.visible()).contains("send production traffic of shop from blue");
    team.crowd.reacts(Team.APPROVER, prompt, "✅");

    team.awaitText("#1 done");
    assertThat(bot.bean(Chat.class).awaitAllSaid(Duration.ofSeconds(20))).isTrue();
    Post card = team.newest(p -> p.footer().endsWith("card:1")).orElseThrow();
    assertThat(card.visible()).contains("shop v2 → production");
    assertThat(team.crowd.threadName(card)).contains("#1 shop v2 → production");
    assertThat(team.crowd.thread(card))
        .extracting(Post::visible)
        .anyMatch(line -> line.contains("install v2 on"));
    assertThat(team.discord.refused()).isEmpty();
  }

  @Test
  @Order(2)
  void everythingInTheJournalStandsInTheChannelOnce() {
    List<String> posted =
        Stream.concat(
                team.crowd.posts(team.channel).stream(),
                team.crowd.posts(team.channel).stream().flatMap(p -> team.crowd.thread(p).stream()))
            .map(post -> post.footer().replaceFirst(".* · ", ""))
            .toList();
    assertThat(posted).doesNotHaveDuplicates();
    List<String> delivered =
        bot.stores().journal().after(0, 10_000).stream()
            .map(JournalEntry::event)
            .filter(JournalEvent.MessageDelivered.class::isInstance)
            .map(JournalEvent.MessageDelivered.class::cast)
            .filter(e -> e.channel().equals("team"))
            .map(JournalEvent.MessageDelivered::key)
            .toList();
    assertThat(posted).containsAll(delivered);
  }
}
