package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.slack.api.app_backend.SlackSignature;
import dev.signalbox.port.Journal;
import dev.signalbox.process.WholeBot;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** The whole bot behind its HTTP door: forged, replayed, delivered again. */
@Timeout(120)
class SlackDoorTest {
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  private final StrictSlack slack = new StrictSlack(InstantSource.system(), false);
  private final StrictPeople people = new StrictPeople(slack, (_, _) -> {});
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private @Nullable WholeBot bot;

  @BeforeEach
  void start() {
    bot =
        WholeBot.start(
            WholeBot.arguments(
                directory,
                List.of(
                    "--signalbox.people.deployer.identities=terminal:deployer,page:deployer,slack:U1DEPLOYER",
                    "--signalbox.channels.deploys.platform=slack",
                    "--signalbox.channels.deploys.address=C1DEPLOYS",
                    "--signalbox.slack.mode=http",
                    "--signalbox.slack.bot-token=" + StrictSlack.BOT_TOKEN,
                    "--signalbox.slack.signing-secret=" + SECRET,
                    "--signalbox.slack.api-url=" + slack.api(),
                    "--signalbox.slack.message-interval=0s")));
  }

  @AfterEach
  void close() {
    if (bot != null) {
      bot.close();
    }
    slack.close();
  }

  @Test
  void onlyWhatSlackSignsComesInAndOnlyOnce() throws IOException, InterruptedException {
    String command = form(people.command("U1DEPLOYER", "/whoami", ""));
    long now = Instant.now().getEpochSecond();

    assertThat(post(command, now, "another secret")).isEqualTo(401);
    assertThat(post(command, now - 400, SECRET)).isEqualTo(401);
    assertThat(post(command, now + 400, SECRET)).isEqualTo(401);
    assertThat(post("x".repeat(1_000_001), now, SECRET)).isEqualTo(413);
    assertThat(post(command, now, SECRET)).isEqualTo(200);
    slack.until(() -> slack.whispers.size() == 1);
    // The very same request, and then the same command signed anew.
    assertThat(post(command, now, SECRET)).isEqualTo(200);
    assertThat(post(command, now + 1, SECRET)).isEqualTo(200);

    // An event, with its retry.
    JsonObject event = people.write("U1DEPLOYER", "<@U1BOT> history", Optional.empty());
    assertThat(post(event.toString(), now, SECRET)).isEqualTo(200);
    assertThat(post(event.toString(), now + 2, SECRET)).isEqualTo(200);
    slack.until(() -> slack.whispers.size() == 2);
    String last = form(people.command("U1DEPLOYER", "/signalbox", "help"));
    assertThat(post(last, now, SECRET)).isEqualTo(200);
    slack.until(() -> slack.whispers.size() == 3);

    assertThat(said()).containsExactly("/whoami", "@signalbox history", "/signalbox help");
    assertThat(slack.problems).isEmpty();
  }

  @Test
  void slacksQuestionWhetherTheAddressIsOursIsAnswered() throws IOException, InterruptedException {
    String question = "{\"type\":\"url_verification\",\"token\":\"x\",\"challenge\":\"abc123\"}";
    long now = Instant.now().getEpochSecond();

    HttpResponse<String> answer = send(question, now, SECRET);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("abc123");
  }

  private WholeBot bot() {
    return Objects.requireNonNull(bot);
  }

  private List<String> said() {
    Journal journal = bot().stores().journal();
    return journal.after(0, 1_000).stream()
        .filter(e -> e.event().kind().startsWith("Command"))
        .map(e -> e.body().replaceFirst(".*\"line\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private int post(String body, long time, String secret) throws IOException, InterruptedException {
    return send(body, time, secret).statusCode();
  }

  private HttpResponse<String> send(String body, long time, String secret)
      throws IOException, InterruptedException {
    String port = bot().bean(Environment.class).getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slack/events"))
            .header(
                "Content-Type",
                body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", Long.toString(time))
            .header(
                "X-Slack-Signature",
                new SlackSignature.Generator(secret).generate(Long.toString(time), body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String form(JsonObject payload) {
    return payload.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + "="
                    + URLEncoder.encode(e.getValue().getAsString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
