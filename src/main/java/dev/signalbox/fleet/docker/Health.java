package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.signalbox.fleet.docker.DockerSettings.HealthSettings;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Looks whether a container is healthy: what Docker says of it, and what it answers itself. */
final class Health implements AutoCloseable {

  private final HealthSettings settings;
  private final Logs logs;
  private final Duration timeout;
  private final HttpClient client;

  Health(HealthSettings settings, Logs logs, Duration timeout) {
    this.settings = settings;
    this.logs = logs;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** What one look at a container has shown. */
  sealed interface Seen {
    /** It is healthy at this moment. */
    record Healthy() implements Seen {}

    /** It is not, and may become so. */
    record NotYet(String reason) implements Seen {}

    /** It ended, or is gone: waiting does not help. */
    record Dead(String reason) implements Seen {}
  }

  /** Looks once. An engine that cannot be asked has shown nothing yet. */
  Seen look(Member member) {
    try {
      InspectContainerResponse it =
          member.engine().ask(docker -> docker.inspectContainerCmd(member.id()).exec());
      return dead(member, it)
          .<Seen>map(Seen.Dead::new)
          .or(() -> unwell(it).map(reason -> new Seen.NotYet(member + " " + reason)))
          .orElseGet(() -> answers(member));
    } catch (NotFoundException _) {
      return new Seen.Dead(member + " was removed by somebody");
    } catch (PortFailure.Unreachable e) {
      return new Seen.NotYet(e.reason());
    }
  }

  private Optional<String> dead(Member member, InspectContainerResponse it) {
    InspectContainerResponse.ContainerState state = it.getState();
    boolean restarted = Objects.requireNonNullElse(it.getRestartCount(), 0) > 0;
    if (Boolean.TRUE.equals(state.getRunning()) && !restarted) {
      return Optional.empty();
    }
    String how =
        Boolean.TRUE.equals(state.getOOMKilled())
            ? " was killed for want of memory"
            // While it runs again, Docker does not say any more how it ended.
            : Boolean.TRUE.equals(state.getRunning())
                ? " ended"
                : " ended with exit code " + state.getExitCodeLong();
    String again = restarted ? " and was started again" : "";
    String last = logs.lastLine(member).map(line -> "; it said last: " + line).orElse("");
    return Optional.of(member + how + again + last);
  }

  /** What its own HEALTHCHECK says against it; empty where it says nothing, or there is none. */
  private static Optional<String> unwell(InspectContainerResponse it) {
    HealthState health = it.getState().getHealth();
    String status = health == null ? "" : Objects.requireNonNullElse(health.getStatus(), "");
    return switch (status) {
      case "", "none", "healthy" -> Optional.empty();
      default -> Optional.of("is " + status + " by its HEALTHCHECK");
    };
  }

  private Seen answers(Member member) {
    try {
      return settings.path().isPresent() ? asked(member, settings.path().get()) : connected(member);
    } catch (IOException e) {
      String why = Objects.requireNonNullElse(e.getMessage(), "no connection");
      return new Seen.NotYet(member + " does not answer at " + member.address() + ": " + why);
    }
  }

  private Seen asked(Member member, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(member.address() + path)).timeout(timeout).build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status < HttpURLConnection.HTTP_BAD_REQUEST
          ? new Seen.Healthy()
          : new Seen.NotYet(member + " answers " + path + " with status " + status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Seen connected(Member member) throws IOException {
    URI address = member.address();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), address.getPort()), (int) timeout.toMillis());
      return new Seen.Healthy();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
