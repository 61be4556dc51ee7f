package dev.signalbox.lab;

import dev.signalbox.lab.control.told.Json;
import dev.signalbox.lab.control.told.Told;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Speaks to the control API of a lab, wherever it runs, and says of each failure what it says about
 * the effect.
 */
public final class LabClient implements AutoCloseable {
  private final URI control;
  private final Duration timeout;
  private final HttpClient http;

  /** What a change was answered with. */
  sealed interface Reply {
    /** It was made; the body says what is true now. */
    record Made(String body) implements Reply {}

    /** Something else is live; nothing was changed. */
    record Mismatch(String live) implements Reply {}

    /** It was not made, for this reason. */
    record Refused(String reason) implements Reply {}
  }

  /**
   * Connects to nothing yet.
   *
   * @param control where the control API is
   * @param timeout after which an answer is no longer waited for; above a second
   */
  public LabClient(URI control, Duration timeout) {
    this.control = control;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * Asks what is true.
   *
   * @return the answer, or empty if there is no such thing
   * @throws PortFailure.Unreachable if no good answer came in time
   */
  <T> Optional<T> look(String path, Class<T> type) {
    HttpRequest request = request(path).GET().build();
    HttpResponse<String> answer;
    try {
      answer = http.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw unreachable(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unreachable(stopped);
    }
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(Json.MAPPER.readValue(answer.body(), type));
      case 404 -> Optional.empty();
      default -> throw unreachable(new IOException(problem(answer)));
    };
  }

  /** Asks what is true of a thing that must be there; throws as {@link #look} does. */
  <T> T see(String path, Class<T> type) {
    return look(path, type).orElseThrow(() -> unreachable(new IOException("it knows no " + path)));
  }

  /**
   * Asks for a change.
   *
   * @throws PortFailure.Unreachable if it was not even sent
   * @throws PortFailure.OutcomeUnknown if it was sent and no clear answer came in time
   */
  Reply change(String method, String path, Object body) {
    BodyPublisher json = BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body));
    HttpRequest request =
        request(path).header("Content-Type", "application/json").method(method, json).build();
    try {
      return reply(request, http.send(request, BodyHandlers.ofString()));
    } catch (ConnectException | HttpConnectTimeoutException notSent) {
      throw unreachable(notSent);
    } catch (IOException lost) {
      throw unknown(request, lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unknown(request, stopped);
    }
  }

  private Reply reply(HttpRequest request, HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 200 -> new Reply.Made(answer.body());
      case 409 -> new Reply.Mismatch(Json.MAPPER.readValue(answer.body(), Told.Live.class).live());
      case 500 -> throw unknown(request, new IOException(problem(answer)));
      default -> new Reply.Refused(problem(answer));
    };
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(control.resolve(path)).timeout(timeout);
  }

  private static String problem(HttpResponse<String> answer) {
    try {
      return Json.MAPPER.readValue(answer.body(), Told.Problem.class).error();
    } catch (JacksonException odd) {
      return "it answered with status " + answer.statusCode();
    }
  }

  private PortFailure.Unreachable unreachable(Exception cause) {
    return new PortFailure.Unreachable(
        "The lab's control API at %s cannot be asked (%s). Is the lab running?"
            .formatted(control, reason(cause)),
        cause);
  }

  private static PortFailure.OutcomeUnknown unknown(HttpRequest request, Exception cause) {
    return new PortFailure.OutcomeUnknown(
        "The lab was asked for %s %s, and the answer was lost (%s)."
            .formatted(request.method(), request.uri().getPath(), reason(cause)),
        cause);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** Closes idle connections; requests under way are cut off. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
