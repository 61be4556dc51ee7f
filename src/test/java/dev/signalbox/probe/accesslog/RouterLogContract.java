package dev.signalbox.probe.accesslog;

import dev.signalbox.port.Line;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.port.TrafficMeterContract;
import dev.signalbox.server.Backend;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the access log of a real router, which sends {@code /blue/…} to blue. */
abstract class RouterLogContract extends TrafficMeterContract {
  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-11-21T05:00:00Z"));
  private final int port = ServerProcess.freePort();
  private final HttpClient users = HttpClient.newHttpClient();
  private final List<Backend> backends;
  private final AccessLogMeter meter =
      new AccessLogMeter(
          new AccessLogSettings(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "shop-{cluster}"),
          time::get);
  private AutoCloseable router = () -> {};

  RouterLogContract() throws IOException {
    backends = List.of(new Backend("blue"), new Backend("green"));
  }

  /**
   * Starts the router.
   *
   * @param port where it listens
   * @param log where it sends its log
   */
  abstract ServerProcess start(Path directory, int port, String log, List<Backend> backends)
      throws IOException;

  @BeforeEach
  final void start(@TempDir Path directory) throws IOException {
    router = start(directory, port, "127.0.0.1:" + meter.address().getPort(), backends);
  }

  @AfterEach
  final void end() throws Exception {
    router.close();
    meter.close();
    backends.forEach(Backend::close);
    users.shutdownNow();
  }

  @Override
  protected final TrafficMeter meter() {
    return meter;
  }

  @Override
  protected final void answered(String cluster, int requests)
      throws IOException, InterruptedException {
    send("/" + cluster + "/ok", requests);
  }

  @Override
  protected final void failed(String cluster, int requests)
      throws IOException, InterruptedException {
    send("/" + cluster + "/fail", requests);
  }

  private void send(String path, int requests) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    for (int i = 0; i < requests; i++) {
      users.send(request, BodyHandlers.discarding());
    }
  }

  @Override
  protected final String version(String cluster) {
    return "v1";
  }

  @Override
  protected final Instant now() {
    return time.get();
  }

  @Override
  protected final void passTime() {
    time.updateAndGet(it -> it.plusSeconds(1));
  }

  @Override
  protected final void until(Callable<Boolean> isSo) throws Exception {
    PatientAttempt patience = PatientAttempt.longEnough();
    while (!isSo.call()) {
      if (!patience.pause(Duration.ofMillis(10))) {
        throw new AssertionError("it was not seen in time: " + meter.since(Instant.EPOCH));
      }
    }
  }

  @Override
  protected final Optional<Line> line() {
    return Optional.empty();
  }
}
