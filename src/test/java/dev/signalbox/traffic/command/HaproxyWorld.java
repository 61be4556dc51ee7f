package dev.signalbox.traffic.command;

import dev.signalbox.port.PatientAttempt;
import dev.signalbox.server.Backend;
import dev.signalbox.server.CuttableMachine;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A real HAProxy behind the example program. */
final class HaproxyWorld implements AutoCloseable {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("basedir"), "config/examples/command-router/haproxy-router");

  private final Path directory;
  private final Map<String, Backend> backends = new LinkedHashMap<>();
  private final int port = ServerProcess.freePort();
  private final CuttableMachine machine =
      new CuttableMachine(
          it -> Stream.of("swap", "drain", "restore").anyMatch(it.argv()::contains));
  private final ServerProcess haproxy;

  HaproxyWorld(Path directory) throws IOException {
    this.directory = directory;
    for (String name : List.of("blue-1", "blue-2", "green-1", "green-2")) {
      backends.put(name, new Backend(name));
    }
    Files.writeString(map(), "shop shop-blue\n");
    Path config = directory.resolve("haproxy.cfg");
    Files.writeString(config, config());
    List<String> argv = List.of(Programs.path("haproxy"), "-db", "-f", config.toString());
    haproxy = ServerProcess.start(directory, argv, () -> ServerProcess.listens(port));
  }

  private Path map() {
    return directory.resolve("live.map");
  }

  private Path socket() {
    return directory.resolve("haproxy.sock");
  }

  private String config() {
    return """
    global
      stats socket %s mode 600 level admin
      stats timeout 10s
    defaults
      mode http
      timeout connect 2s
      timeout check 5s
      timeout client 30s
      timeout server 30s
    frontend shop
      bind 127.0.0.1:%d
      use_backend %%[str(shop),map(%s,shop-blue)]
    """
            .formatted(socket(), port, map())
        + backend("blue")
        + backend("green");
  }

  private String backend(String cluster) {
    StringBuilder text = new StringBuilder("backend shop-" + cluster + "\n");
    text.append(
        "  option httpchk GET /healthz\n  default-server check inter 100ms rise 1 fall 2\n");
    for (Node node : nodes(cluster)) {
      text.append("  server %s %s\n".formatted(node, node.address().getAuthority()));
    }
    return text.toString();
  }

  CommandTrafficSwitch trafficSwitch() {
    return new CommandTrafficSwitch(router(), program());
  }

  CommandLoadBalancer balancer() {
    return new CommandLoadBalancer(
        router(),
        new BalancerProgram(
            question("nodes", "{cluster}"),
            question("drain", "{cluster}", "{node}"),
            question("restore", "{cluster}", "{node}")));
  }

  static SwitchProgram program() {
    return new SwitchProgram(
        question("read"),
        question("swap", "{from}", "{to}"),
        Optional.of(question("sessions", "{cluster}")));
  }

  /** The router by the example program. */
  CommandRouter router() {
    Calling calling =
        new Calling(
            Map.of(
                "SOCKET", socket().toString(),
                "MAP", map().toString(),
                "KEY", "shop",
                "PREFIX", "shop-",
                "LOCK", directory.resolve("lock").toString()),
            Map.of(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));
    return new CommandRouter(calling, machine, Lane.of("shop", "production"));
  }

  private static Template question(String... words) {
    return new Template(Stream.concat(Stream.of(EXAMPLE.toString()), Stream.of(words)).toList());
  }

  CuttableMachine machine() {
    return machine;
  }

  ServerProcess haproxy() {
    return haproxy;
  }

  List<Node> nodes(String cluster) {
    return backends.values().stream()
        .map(Backend::node)
        .filter(it -> it.name().startsWith(cluster + "-"))
        .toList();
  }

  Backend backendOf(Node node) {
    return Optional.ofNullable(backends.get(node.name())).orElseThrow();
  }

  /** The node that answers a user. */
  String answer() throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("a user gets " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Begins a slow request at the live cluster, and ends it when closed. */
  AutoCloseable session() throws Exception {
    int before = slow();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String request = "GET /slow HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    until(() -> slow() == before + 1);
    return () -> {
      backends.values().forEach(Backend::let);
      try (socket) {
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        if (!status.equals("HTTP/1.1 200")) {
          throw new AssertionError("the session ended with " + status);
        }
      }
    };
  }

  private int slow() {
    return backends.values().stream().mapToInt(Backend::slow).sum();
  }

  static void until(Callable<Boolean> condition) throws Exception {
    PatientAttempt patience = PatientAttempt.longEnough();
    while (!condition.call()) {
      if (!patience.pause(Duration.ofMillis(20))) {
        throw new AssertionError("it was not seen in time");
      }
    }
  }

  @Override
  public void close() {
    haproxy.kill();
    backends.values().forEach(Backend::close);
  }
}
