package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.Test;

/** The link that invites the bot. */
class InviteTest {

  @Test
  void itAsksForWhatTheBotDoesAndNothingElse() throws IOException {
    String link = Words.invite("1000000000000000001");
    String documented =
        Files.readString(Path.of(System.getProperty("basedir"), "docs", "discord.md"));

    assertThat(link)
        .contains("scope=bot+applications.commands")
        .endsWith("permissions=" + Permission.getRaw(Link.PERMISSIONS));
    assertThat(Permission.getPermissions(Permission.getRaw(Link.PERMISSIONS)))
        .doesNotContain(
            Permission.ADMINISTRATOR,
            Permission.MESSAGE_MENTION_EVERYONE,
            Permission.MESSAGE_MANAGE);
    assertThat(documented).contains(link);
  }
}
