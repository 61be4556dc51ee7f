package dev.signalbox.fleet.ci;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.fleet.Placeholders;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secrets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests to a CI system. */
final class CiClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int SHOWN = 200;
  private static final int MULTIPLE_CHOICES = 300;
  private static final int INTERNAL_ERROR = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final Secrets secrets;

  CiClient(Secrets secrets) {
    this.secrets = secrets;
  }

  /** What came back. */
  sealed interface Answer {
    /** It was done; missing where the answer is no JSON. */
    record Good(JsonNode json) implements Answer {}

    /** It was refused. */
    record Refused(String reason) implements Answer {}
  }

  /**
   * Asks for a change.
   *
   * @throws PortFailure.Unreachable when it was not asked for
   * @throws PortFailure.OutcomeUnknown when the answer is lost, or speaks of an error over there
   */
  Answer change(CiContract.Request request, Map<String, String> words) {
    HttpResponse<String> response;
    try {
      response = send(request, words);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new PortFailure.Unreachable(reason(request, words, e), e);
    } catch (IOException e) {
      throw new PortFailure.OutcomeUnknown(reason(request, words, e), e);
    }
    if (response.statusCode() >= INTERNAL_ERROR) {
      throw new PortFailure.OutcomeUnknown(said(request, words, response), null);
    }
    return response.statusCode() < MULTIPLE_CHOICES
        ? new Answer.Good(json(response.body()))
        : new Answer.Refused(said(request, words, response));
  }

  /**
   * Asks without changing anything.
   *
   * @throws PortFailure.Unreachable when there is no answer in JSON
   */
  JsonNode ask(CiContract.Request request, Map<String, String> words) {
    try {
      HttpResponse<String> response = send(request, words);
      JsonNode json = json(response.body());
      if (response.statusCode() >= MULTIPLE_CHOICES || json.isMissingNode()) {
        throw new PortFailure.Unreachable(said(request, words, response), null);
      }
      return json;
    } catch (IOException e) {
      throw new PortFailure.Unreachable(reason(request, words, e), e);
    }
  }

  private HttpResponse<String> send(CiContract.Request request, Map<String, String> words)
      throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url(request, words)))
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .method(
                request.method(),
                request.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Placeholders.fill(request.body(), words, secrets)));
    Placeholders.fill(request.headers(), words, secrets).forEach(builder::setHeader);
    try {
      return client.send(builder.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String url(CiContract.Request request, Map<String, String> words) {
    return Placeholders.fill(request.url(), words);
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private String said(
      CiContract.Request request, Map<String, String> words, HttpResponse<String> response) {
    String body = Excerpt.of(secrets.hide(response.body()), SHOWN);
    return "%s %s answered %d%s"
        .formatted(
            request.method(),
            url(request, words),
            response.statusCode(),
            body.isEmpty() ? "" : ": " + body);
  }

  private static String reason(
      CiContract.Request request, Map<String, String> words, IOException e) {
    String why = e instanceof ConnectException ? "nobody listens there" : "there was no answer";
    return "%s %s: %s".formatted(request.method(), url(request, words), why);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
