package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.signalbox.chat.slack.Shapes.Shape;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds what the strict Slack sends to the shapes of what the real one sends. */
class SlackShapesTest {
  private static final String BLOCKS =
      "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"x\",\"verbatim\":true}},"
          + "{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"a\","
          + "\"text\":{\"type\":\"plain_text\",\"text\":\"Approve\",\"emoji\":false},"
          + "\"value\":\"v\",\"style\":\"primary\"}]}]";
  private static final String VIEW =
      "{\"type\":\"modal\",\"callback_id\":\"c\",\"private_metadata\":\"m\","
          + "\"title\":{\"type\":\"plain_text\",\"text\":\"T\"},\"blocks\":"
          + "[]}";

  private final StrictSlack slack = new StrictSlack(InstantSource.system(), false);
  private final StrictPeople people = new StrictPeople(slack, (_, _) -> {});
  private final Map<String, Shape> shapes = Shapes.read();
  private final List<String> wrong = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void whatPeopleDoIsSentAsSlackSendsIt() throws IOException, InterruptedException {
    String ts = posted();
    hold("slash_commands", people.command("U1DEPLOYER", "/deploy", "v2"));
    hold("message", people.write("U1DEPLOYER", "<@U1BOT> status", Optional.empty()));
    JsonObject inThread = people.write("U1DEPLOYER", "<@U1BOT> abort", Optional.of(ts));
    hold("message", inThread);
    hold("app_mention", people.mention(inThread));
    hold("reaction_added", people.react("U1DEPLOYER", ts, "tada", true));
    hold("reaction_removed", people.react("U1DEPLOYER", ts, "tada", false));
    hold("block_actions", people.press("U1DEPLOYER", ts, "Approve"));
    JsonObject view = ask("views.open", "trigger_id", slack.trigger(), "view", VIEW);
    hold("views.open", view);
    hold("view_submission", people.send("U1DEPLOYER", view.getAsJsonObject("view"), Map.of()));

    assertThat(wrong).isEmpty();
  }

  @Test
  void theWebApiAnswersAsSlackDoes() throws IOException, InterruptedException {
    slack.groups.put("S1", List.of("U1DEPLOYER"));
    String ts = posted();
    String id = slack.channel().id;
    people.react("U1DEPLOYER", ts, "tada", true);
    people.write("U1DEPLOYER", "<@U1BOT> abort", Optional.of(ts));
    people.write("U1DEPLOYER", "hello", Optional.empty());
    hold("chat.update", ask("chat.update", "channel", id, "ts", ts, "text", "x", "blocks", BLOCKS));
    held("auth.test");
    held("chat.postEphemeral", "channel", id, "user", "U1DEPLOYER", "text", "x");
    held("chat.getPermalink", "channel", id, "message_ts", ts);
    held("conversations.info", "channel", id);
    held("conversations.history", "channel", id, "include_all_metadata", "1");
    held("conversations.replies", "channel", id, "ts", ts, "include_all_metadata", "1");
    held("conversations.open", "users", "U1DEPLOYER");
    held("reactions.get", "channel", id, "timestamp", ts);
    held("users.info", "user", "U1DEPLOYER");
    held("usergroups.users.list", "usergroup", "S1");
    held("views.update", "view_id", "V1", "view", VIEW);
    JsonObject begun = ask("files.getUploadURLExternal", "filename", "a.txt", "length", "1");
    hold("files.getUploadURLExternal", begun);
    String file = begun.get("file_id").getAsString();
    slack.files().send(file, new byte[1]);
    held(
        "files.completeUploadExternal",
        "files",
        "[{\"id\":\"" + file + "\",\"title\":\"A\"}]",
        "channel_id",
        id);
    hold("apps.connections.open", asked("apps.connections.open", StrictSlack.APP_TOKEN));

    assertThat(wrong).isEmpty();
  }

  @Test
  void aFieldThatIsMissingMadeUpOrOfAnotherTypeIsFound() {
    JsonObject command = people.command("U1DEPLOYER", "/deploy", "v2");
    command.remove("trigger_id");
    command.addProperty("invented", true);
    command.addProperty("team_id", 7);
    hold("slash_commands", command);

    assertThat(wrong)
        .containsExactlyInAnyOrder(
            "slash_commands: trigger_id is missing",
            "slash_commands: invented is not Slack's",
            "slash_commands: team_id is a number, Slack's is [string]");
  }

  /** The recorded samples have every field that was ever seen, so nothing may be missing there. */
  @Test
  @Tag("samples")
  void theShapesAreThoseThatSlackWasRecordedToSend() throws IOException {
    Path samples = Path.of(System.getProperty("slack.samples"));
    for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
      Path recorded = samples.resolve(shape.getValue().sample() + ".json");
      JsonObject sample = JsonParser.parseString(Files.readString(recorded)).getAsJsonObject();
      Shapes.unrecorded(shape.getValue(), sample)
          .forEach(it -> wrong.add(shape.getKey() + ": " + it));
    }

    assertThat(wrong).isEmpty();
  }

  private String posted() throws IOException, InterruptedException {
    JsonObject metadata = new JsonObject();
    metadata.add("event_type", new JsonPrimitive("signalbox_message"));
    metadata.add("event_payload", new JsonObject());
    JsonObject posted =
        ask(
            "chat.postMessage",
            "channel",
            slack.channel().id,
            "text",
            "x",
            "blocks",
            BLOCKS,
            "metadata",
            metadata.toString());
    hold("chat.postMessage", posted);
    return posted.get("ts").getAsString();
  }

  private void held(String method, String... form) throws IOException, InterruptedException {
    hold(method, ask(method, form));
  }

  private void hold(String name, JsonObject payload) {
    Shapes.wrong(Objects.requireNonNull(shapes.get(name), name), payload)
        .forEach(it -> wrong.add(name + ": " + it));
  }

  private JsonObject ask(String method, String... form) throws IOException, InterruptedException {
    return asked(method, StrictSlack.BOT_TOKEN, form);
  }

  private JsonObject asked(String method, String token, String... form)
      throws IOException, InterruptedException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < form.length; i += 2) {
      fields.put(form[i], form[i + 1]);
    }
    String body =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(slack.api().resolve(method))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JsonParser.parseString(answer).getAsJsonObject();
  }
}
