package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Machine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks nginx, over a connection of its own each time, what its workers run. */
@FunctionalInterface
interface StatusPage {

  /**
   * The text that the status location returns.
   *
   * @throws PortFailure.Unreachable when nginx does not answer with 200
   */
  String ask();

  /** Asked from here. */
  static StatusPage here(URI address, Duration timeout) {
    return () -> {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
      HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return answer.body();
        }
        throw unreachable(address, "it answered with status " + answer.statusCode(), null);
      } catch (IOException e) {
        throw unreachable(address, why(e), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unreachable(address, "the question was interrupted", e);
      } finally {
        client.shutdownNow();
      }
    };
  }

  /** Asked by {@code curl} on nginx's machine. */
  static StatusPage from(Machine machine, URI address, Duration timeout) {
    List<String> argv =
        List.of("curl", "-sSf", "--max-time", "" + timeout.toSeconds(), address.toString());
    Program curl = Program.of(argv, timeout.plusSeconds(1));
    return () -> {
      try {
        return switch (machine.run(curl, _ -> {}, () -> false)) {
          case Ended.Exited(int code, String body, String _) when code == 0 -> body;
          case Ended ended ->
              throw unreachable(address, "curl on " + machine.name() + " " + Said.by(ended), null);
        };
      } catch (PortFailure.OutcomeUnknown e) {
        throw new PortFailure.Unreachable(e.reason(), e);
      }
    };
  }

  private static String why(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "it takes too long";
      case ConnectException _ -> "nobody listens there";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static PortFailure unreachable(URI address, String why, @Nullable Throwable cause) {
    return new PortFailure.Unreachable(
        "nginx cannot be asked at " + address + " what it runs: " + why, cause);
  }
}
