package dev.signalbox.lab;

import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.fault.Effect;
import dev.signalbox.lab.fault.Fault;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.lab.site.LaneLayout.ClusterLayout;
import dev.signalbox.port.Line;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A lab with one lane of clusters and one of groups, and ways to use and to break it. */
final class LabWorld implements AutoCloseable, Line {
  static final Lane SHOP = Lane.of("shop", "production");
  static final Lane API = Lane.of("api", "production");

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final HttpClient users = HttpClient.newHttpClient();
  private final LabServer server;
  private final LabClient client;

  private LabWorld(LabConfig config) {
    server = new LabServer(config, InstantSource.system(), timer, () -> {});
    client = new LabClient(server.control(), Duration.ofSeconds(5));
  }

  static LabWorld start(Path directory) {
    return start(config(directory, LabConfig.Tempo.AT_ONCE));
  }

  static LabWorld start(LabConfig config) {
    return new LabWorld(config);
  }

  static LabConfig config(Path directory, LabConfig.Tempo tempo) {
    List<ClusterLayout> clusters =
        List.of(ClusterLayout.ofSize("blue", 2), ClusterLayout.ofSize("green", 2));
    return new LabConfig(
        0,
        directory,
        List.of(new LaneLayout.OfClusters(SHOP, 0, clusters), new LaneLayout.OfGroups(API, 0, 2)),
        tempo,
        0);
  }

  LabServer server() {
    return server;
  }

  LabClient client() {
    return client;
  }

  LabTrafficSwitch trafficSwitch() {
    return new LabTrafficSwitch(client, SHOP);
  }

  LabLoadBalancer balancer() {
    return new LabLoadBalancer(client, SHOP);
  }

  LabInstaller installer() {
    return new LabInstaller(client, SHOP);
  }

  LaneTold lane(Lane lane) {
    return new LabLane(client, lane).look();
  }

  List<Node> nodes(String cluster) {
    return switch (new LabTopology(client).layout(SHOP)) {
      case Layout.FixedClusters fixed -> fixed.named(cluster).orElseThrow().nodes();
      case Layout.ServerGroups _ -> throw new AssertionError("the shop has fixed clusters");
    };
  }

  Node node(String name) {
    return nodes(name.substring(0, name.indexOf('-'))).stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  URI entrance(Lane lane) {
    return Optional.ofNullable(server.entrances().get(lane)).orElseThrow();
  }

  HttpResponse<String> get(URI address, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    return users.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  /** What a user of the shop finds in this header of an answer. */
  String answer(String header) throws IOException, InterruptedException {
    return get(entrance(SHOP), "/").headers().firstValue(header).orElseThrow();
  }

  /** Begins a request at an address, and ends it, with its body, when closed. */
  AutoCloseable session(URI address) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    OutputStream out = socket.getOutputStream();
    String request = "POST /checkout HTTP/1.1\r\nHost: shop\r\nContent-Length: 1\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    return () -> {
      try (socket) {
        out.write('x');
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        if (!status.equals("HTTP/1.1 200")) {
          throw new AssertionError("the session ended with " + status);
        }
      }
    };
  }

  void put(Fault fault) {
    client.change("POST", "/faults", fault);
  }

  void fault(String operation, Effect effect) {
    put(new Fault(operation, Optional.empty(), Optional.empty(), effect, 1, 0));
  }

  LabClient.Reply change(String method, String path, Object body) {
    return client.change(method, path, body);
  }

  void feelWell(String node, boolean well) {
    change("PUT", new LabLane(client, SHOP).node(node) + "/health", Map.of("well", well));
  }

  @Override
  public void cutOff() {
    server.close();
  }

  @Override
  public void loseNextAnswer() {
    for (String change : List.of("swap", "drain", "restore", "install", "provision", "retire")) {
      fault(change, Effect.LOSE_ANSWER);
    }
  }

  @Override
  public void close() {
    client.close();
    users.shutdownNow();
    server.close();
    timer.shutdownNow();
    timer.close();
  }
}
