package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.discord.strict.Json;
import dev.signalbox.chat.discord.strict.StrictDiscord;
import dev.signalbox.report.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What is sent to Discord, byte by byte, and within its limits. After a change that is wanted,
 * {@code -Dgolden.write=true} writes the files anew.
 */
class GoldenTest {
  private static final Path FILES =
      Path.of(
          System.getProperty("basedir"), "src/test/resources/dev/signalbox/chat/discord/golden");
  private static final Rendering RENDERING =
      new Rendering(
          name -> Optional.of("2000000000000000002").filter(_ -> name.equals("approver")));

  static Stream<String> names() {
    return SampleMessages.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMessageIsSentAsItAlwaysWas(String name) throws IOException {
    Message message = SampleMessages.named(name);
    sameAsFile(name, Json.read(RENDERING.of(message).toPost().toData().toString()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMessageKeepsToDiscordsLimits(String name) {
    Message message = SampleMessages.named(name);
    StrictDiscord.requireValid(Json.read(RENDERING.of(message).toPost().toData().toString()));
  }

  @Test
  void theCommandsAreRegisteredAsTheyAlwaysWere() throws IOException {
    var commands =
        new CommandSet(List.of("api", "shop"), List.of("production", "staging")).commands();
    sameAsFile(
        "commands",
        Json.read(commands.stream().map(c -> c.toData().toString()).toList().toString()));
  }

  private static void sameAsFile(String name, JsonNode sent) throws IOException {
    Path file = FILES.resolve(name + ".json");
    String json = Json.pretty(Json.sorted(sent));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FILES);
      Files.writeString(file, json);
    }
    assertThat(json).isEqualTo(Files.readString(file));
  }
}
