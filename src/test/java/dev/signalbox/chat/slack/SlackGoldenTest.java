package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.util.json.GsonFactory;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.report.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is sent to Slack, word by word. {@code -Dgolden=write} writes the files anew, to be looked
 * at before they are committed.
 */
class SlackGoldenTest {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final Path FILES =
      Path.of(System.getProperty("basedir"), "src", "test", "resources", "slack");

  private final SlackBlocks blocks =
      new SlackBlocks(
          new People(
              List.of(
                  new Person("approver", Set.of(), Set.of(new Identity("slack", "U2APPROVER"))),
                  new Person("night-shift", Set.of(), Set.of(new Identity("slack", "U3NIGHT"))))),
          Set.of("white_check_mark"));

  static Stream<String> samples() {
    return SlackSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsSentIsAsWritten(String name) throws IOException {
    Rendered rendered = blocks.of(Objects.requireNonNull(SlackSamples.all().get(name)));
    JsonArray sent = json(rendered);
    assertThat(BlockRules.ofMessage(sent)).isEmpty();
    JsonObject message = new JsonObject();
    message.addProperty("text", rendered.text());
    message.add("blocks", sent);
    String text = PRETTY.toJson(message) + "\n";
    Path file = FILES.resolve(name + ".json");
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(FILES);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void twoHundredNodesFit() {
    List<NodeMark> nodes =
        IntStream.range(0, 200)
            .mapToObj(i -> new NodeMark("green-" + i, "green", "on v1, drained", Progress.TODO))
            .toList();
    Card card =
        new Card(
            Tone.RUNNING,
            "t".repeat(400),
            "p".repeat(4_000),
            List.of(),
            nodes,
            1,
            900,
            "l".repeat(5_000),
            "w".repeat(5_000),
            "t".repeat(5_000),
            List.of());

    JsonArray sent = json(blocks.of(message(card)));

    assertThat(BlockRules.ofMessage(sent)).isEmpty();
  }

  @Test
  void aLongAnswerFits() {
    List<String> details =
        IntStream.range(0, 900).mapToObj(i -> "line " + i + " & <more>").toList();

    JsonArray sent = json(blocks.of(Answer.said(Tone.NEUTRAL, "All of it:", details)));

    assertThat(BlockRules.ofMessage(sent)).isEmpty();
    assertThat(sent.toString()).contains("more; /audit has all");
  }

  private static JsonArray json(Rendered rendered) {
    String json = GsonFactory.createSnakeCase().toJson(rendered.blocks());
    return JsonParser.parseString(json).getAsJsonArray();
  }

  private static Message message(Content content) {
    return new Message(
        "key",
        1,
        Place.CHANNEL,
        Optional.of(new DeploymentId(17)),
        content,
        List.of("approver"),
        List.of());
  }
}
