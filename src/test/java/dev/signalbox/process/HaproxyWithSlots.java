package dev.signalbox.process;

import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real HAProxy, configured as in the example for red/black, which no group has been told yet. */
final class HaproxyWithSlots implements AutoCloseable {
  private final Path directory;
  private final int port = ServerProcess.freePort();
  private final ServerProcess haproxy;

  private final int log = ServerProcess.freePort();

  HaproxyWithSlots(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    Files.createDirectories(states());
    Files.writeString(map(), example("redblack.map"));
    Files.writeString(
        directory.resolve("haproxy.cfg"),
        example("redblack.cfg")
            .replace("/run/haproxy/admin.sock mode 660 group signalbox", socket().toString())
            .replace("/var/lib/haproxy/signalbox", states().toString())
            .replace("/etc/haproxy/signalbox/live.map", map().toString())
            .replace("127.0.0.1:5514", "127.0.0.1:" + log)
            .replace("inter 1s fastinter 500ms", "inter 200ms")
            .replace("bind :80\n", "bind 127.0.0.1:" + port + "\n"));
    List<String> argv =
        List.of(Programs.path("haproxy"), "-W", "-f", directory.resolve("haproxy.cfg").toString());
    haproxy = ServerProcess.start(directory, argv, () -> ServerProcess.listens(port));
  }

  private static String example(String file) throws IOException {
    Path examples = Path.of(System.getProperty("basedir"), "config/examples/haproxy");
    return Files.readString(examples.resolve(file));
  }

  private Path socket() {
    return directory.resolve("admin.sock");
  }

  private Path map() {
    return directory.resolve("live.map");
  }

  private Path states() {
    return directory.resolve("states");
  }

  /** Where production comes in. */
  URI entrance() {
    return URI.create("http://127.0.0.1:" + port + "/version");
  }

  /** What the bot is configured with, so that HAProxy is the api's switch and balancer. */
  List<String> arguments() {
    String part = "--signalbox.applications.api.stages.production.equipment.";
    String haproxy = part + "traffic-switch.haproxy.";
    return List.of(
        haproxy + "instances.lb1.socket=" + socket(),
        haproxy + "instances.lb1.state-directory=" + states(),
        haproxy + "map=" + map(),
        haproxy + "slots=api-a,api-b,api-c",
        part + "load-balancer.haproxy.timeout=5s",
        part + "traffic-meter.access-log.listen=127.0.0.1:" + log);
  }

  /** What a person does once: sends production to the first group. */
  void sendBySettingTheMap(String backend) throws IOException {
    String line = "set map " + map() + " api-production " + backend + "\n";
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket()));
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      while (channel.read(ByteBuffer.allocate(1024)) >= 0) {
        // Answered when it hangs up.
      }
    }
  }

  /** The version that answers a user; what keeps it from answering, where nothing does. */
  String version() {
    HttpRequest request =
        HttpRequest.newBuilder(entrance()).timeout(Duration.ofSeconds(10)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body().strip();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    haproxy.kill();
  }
}
