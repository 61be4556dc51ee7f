package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.slack.api.util.json.GsonFactory;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.PhaseMark;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
                  new Person("approver", Set.of(), Set.of(new Identity("slack", "U2APPROVER"))))),
          Set.of("white_check_mark"));

  @Test
  void aCardWhileItRolls() throws IOException {
    golden(
        "card",
        new Card(
            Tone.RUNNING,
            "#17 shop v2 → production (bluegreen)",
            "rolling node by node",
            List.of(
                new PhaseMark("prepare", Progress.DONE),
                new PhaseMark("roll", Progress.NOW),
                new PhaseMark("gate", Progress.TODO),
                new PhaseMark("swap", Progress.TODO)),
            List.of(
                new NodeMark("green-1", "green", "on v2", Progress.DONE),
                new NodeMark("green-2", "green", "installing v2", Progress.NOW)),
            3,
            14,
            "✔ smoke green-1: 2 of 2 checks passed",
            "",
            "12,408 requests, 0 failed",
            List.of(new Button.Says("Abort", "/abort 17", false, true))));
  }

  @Test
  void aPromptThatWaits() throws IOException {
    golden(
        "prompt",
        new Prompt(
            Tone.ASKING,
            "#17: send production traffic of shop from blue (v1) to green (v2)?",
            List.of(
                "✔ smoke: 3 of 3 checks passed",
                "✔ warm-up: p95 212 ms → 41 ms, 0 errors <b>",
                "✔ rollback: blue healthy 2/2 on v1"),
            "0 of 1 approval",
            List.of("approver"),
            "plan 4e17065dc568 · evidence 1 · entry 212 · expires 14:30 (30m)",
            true,
            List.of(
                new Button.Reacts("Approve", "✅"),
                new Button.Says("Reject", "/reject 17 ", true, true))));
  }

  @Test
  void aFailureThatCallsPeople() throws IOException {
    golden(
        "failure",
        new Notice(
            Tone.BAD,
            "#17 needs attention: the swap was asked for & may not have been done.",
            List.of("/retry 17 tries again", "/rollback 17 goes back")));
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

  private void golden(String name, Content content) throws IOException {
    Rendered rendered = blocks.of(message(content));
    JsonArray sent = json(rendered);
    assertThat(BlockRules.ofMessage(sent)).isEmpty();
    String text = PRETTY.toJson(sent) + "\n";
    Path file = FILES.resolve(name + ".json");
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(FILES);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
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
