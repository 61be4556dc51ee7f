package dev.signalbox.process;

import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A real HAProxy, configured as in the example, in front of the shop's nodes. */
public final class HaproxyInFront implements AutoCloseable {
  private final Path directory;
  private final int port = ServerProcess.freePort();
  private final int runtime = ServerProcess.freePort();
  private ServerProcess haproxy;

  /** Starts it below a directory, in front of a lab's nodes. */
  public HaproxyInFront(Path directory, LabProcess lab) throws IOException {
    this(directory, nodes(lab), ServerProcess.freePort());
  }

  /**
   * Starts one.
   *
   * @param nodes the addresses of the two of blue and the two of green, in this order
   * @param log the port of UDP to which it logs requests
   */
  HaproxyInFront(Path directory, List<URI> nodes, int log) throws IOException {
    this.directory = Files.createDirectories(directory);
    Files.createDirectories(directory.resolve("states"));
    String configuration = example("haproxy.cfg").replace("127.0.0.1:5514", "127.0.0.1:" + log);
    List<Integer> hosts = List.of(11, 12, 21, 22);
    for (int i = 0; i < hosts.size(); i++) {
      configuration =
          configuration.replace("10.0.1." + hosts.get(i) + ":8080", nodes.get(i).getAuthority());
    }
    Files.writeString(map(), example("live.map"));
    Files.writeString(
        directory.resolve("haproxy.cfg"),
        configuration
            .replace("/run/haproxy/admin.sock mode 660 group signalbox", socket() + " mode 666")
            .replace(
                "level admin expose-fd listeners",
                "level admin expose-fd listeners\n  stats socket ipv4@127.0.0.1:"
                    + runtime
                    + " level admin")
            .replace("/var/lib/haproxy/signalbox", directory.resolve("states").toString())
            .replace("/etc/haproxy/signalbox/live.map", map().toString())
            .replace("inter 1s fastinter 500ms", "inter 200ms")
            .replace("bind :80\n", "bind 127.0.0.1:" + port + "\n")
            .replace("bind :8000", "bind 127.0.0.1:" + ServerProcess.freePort()));
    haproxy = start();
  }

  private static List<URI> nodes(LabProcess lab) {
    return lab.look(LabProcess.SHOP).clusters().stream()
        .sorted(Comparator.comparing(ClusterTold::name))
        .flatMap(cluster -> cluster.nodes().stream())
        .map(NodeTold::address)
        .toList();
  }

  private static String example(String file) throws IOException {
    Path examples = Path.of(System.getProperty("basedir"), "config/examples/haproxy");
    return Files.readString(examples.resolve(file));
  }

  Path socket() {
    return directory.resolve("admin.sock");
  }

  Path map() {
    return directory.resolve("live.map");
  }

  private ServerProcess start() {
    List<String> argv =
        List.of(Programs.path("haproxy"), "-W", "-f", directory.resolve("haproxy.cfg").toString());
    return ServerProcess.start(directory, argv, () -> failure().isEmpty());
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    haproxy.kill();
  }

  /** Starts it again after it was killed. */
  void startAgain() {
    haproxy = start();
  }

  /** What the bot is configured with, so that HAProxy is the shop's switch and balancer. */
  public List<String> arguments() {
    String part = "--signalbox.applications.shop.stages.production.equipment.";
    String haproxy = part + "traffic-switch.haproxy.";
    return List.of(
        haproxy + "instances.lb1.socket=" + socket(),
        haproxy + "instances.lb1.state-directory=" + directory.resolve("states"),
        haproxy + "map=" + map(),
        haproxy + "backends.blue=shop-blue",
        haproxy + "backends.green=shop-green",
        part + "load-balancer.haproxy.timeout=5s");
  }

  /** The same, but its runtime API is a port, and its files are on a machine of this name. */
  List<String> remoteArguments(String machine) {
    MachinesBehindSsh.own(directory);
    String lb1 =
        "--signalbox.applications.shop.stages.production.equipment.traffic-switch.haproxy"
            + ".instances.lb1.";
    List<String> arguments = new ArrayList<>(arguments());
    arguments.set(0, lb1 + "socket=127.0.0.1:" + runtime);
    arguments.add(lb1 + "machine=" + machine);
    return arguments;
  }

  /** What the example program is told of it by its environment. */
  Map<String, String> forAProgram(Path lock) {
    return Map.of(
        "SOCKET", socket().toString(),
        "MAP", map().toString(),
        "KEY", "shop-production",
        "PREFIX", "shop-",
        "LOCK", lock.toString());
  }

  /** What HAProxy starts with next time. */
  String mapFile() throws IOException {
    return Files.readString(map());
  }

  /** A person sets the map at the socket. */
  void swapByHand(String backend) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket()));
      String line = "set map " + map() + " shop-production " + backend + "\n";
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      while (channel.read(ByteBuffer.allocate(1024)) >= 0) {
        // Answered when it hangs up.
      }
    }
  }

  /** The version that answers a user, as its header says. */
  public String version() throws IOException {
    return get("/").headers().firstValue("X-Version").orElse("");
  }

  /** What a user reads at a path. */
  String page(String path) throws IOException {
    return get(path).body().strip();
  }

  /** Where production comes in. */
  public URI entrance() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Waits until something is so, while HAProxy runs. */
  void await(String what, BooleanSupplier isSo) {
    haproxy.await(what, Duration.ofSeconds(60), isSo);
  }

  private HttpResponse<String> get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(entrance().resolve(path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Sends one request, on a connection of its own; how it failed, or empty. */
  Optional<String> failure() {
    try {
      int status = get("/").statusCode();
      return status == 200 ? Optional.empty() : Optional.of("status " + status);
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  @Override
  public void close() {
    haproxy.kill();
  }
}
