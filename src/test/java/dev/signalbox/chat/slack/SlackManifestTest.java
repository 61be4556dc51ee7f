package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.command.CommandParser;
import dev.signalbox.command.Parsed;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the manifests that people paste to what the bot does. */
class SlackManifestTest {
  private static final String SOCKET = "slack-manifest.yaml";
  private static final String HTTP = "slack-manifest-http.yaml";

  private final CommandParser parser =
      new CommandParser(
          new Vocabulary(Set.of(new Application("shop")), Set.of(new Stage("production"))));

  static List<String> commands() {
    return commands(SOCKET);
  }

  private static List<String> commands(String file) {
    List<String> names = new ArrayList<>();
    for (Object command : SlackManifest.entries(file, "features", "slash_commands")) {
      names.add(String.valueOf(((Map<?, ?>) command).get("command")));
    }
    return names;
  }

  /** A word that is none of ours is answered with what it might have meant. */
  @ParameterizedTest
  @MethodSource("commands")
  void eachSlashCommandIsOneOfOurs(String command) {
    String line = command.equals("/signalbox") ? "/signalbox status" : command + " 1 because";

    assertThat(parser.parse(line))
        .satisfiesAnyOf(
            parsed -> assertThat(parsed).isInstanceOf(Parsed.Understood.class),
            parsed ->
                assertThat(parsed)
                    .isInstanceOfSatisfying(
                        Parsed.NotUnderstood.class,
                        it -> assertThat(it.reason()).contains(command.substring(1))));
    assertThat(parser.parse("/nosuchcommand")).isInstanceOf(Parsed.NotUnderstood.class);
  }

  @Test
  void theEventsAreThoseThatAreHeard() {
    List<String> heard =
        List.of(
            "app_mention",
            "message.channels",
            "message.groups",
            "reaction_added",
            "reaction_removed");

    for (String file : List.of(SOCKET, HTTP)) {
      assertThat(SlackManifest.list(file, "settings", "event_subscriptions", "bot_events"))
          .containsExactlyInAnyOrderElementsOf(heard);
    }
  }

  /** They differ only in how Slack reaches the bot. */
  @Test
  void bothManifestsAskForTheSame() {
    assertThat(commands(HTTP)).isEqualTo(commands(SOCKET));
    assertThat(without(HTTP)).isEqualTo(without(SOCKET));
  }

  private static Map<Object, Object> without(String file) {
    Map<Object, Object> manifest = new LinkedHashMap<>((Map<?, ?>) SlackManifest.read(file));
    manifest.remove("settings");
    Map<Object, Object> features =
        new LinkedHashMap<>((Map<?, ?>) Objects.requireNonNull(manifest.get("features")));
    features.remove("slash_commands");
    manifest.put("features", features);
    return manifest;
  }
}
