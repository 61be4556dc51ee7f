package dev.signalbox.traffic.haproxy;

import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Two clusters of two nodes behind a real HAProxy, and the way to its runtime API. */
final class HaproxyWorld implements AutoCloseable {
  static final Lane SHOP = Lane.of("shop", "production");
  static final Map<String, String> BACKENDS = Map.of("blue", "shop-blue", "green", "shop-green");

  final List<TestNode> blue = List.of(new TestNode("blue-1"), new TestNode("blue-2"));
  final List<TestNode> green = List.of(new TestNode("green-1"), new TestNode("green-2"));
  final HaproxyServer haproxy;
  final SocketRelay relay;
  final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private final Haproxies haproxies = new Haproxies(_ -> new LocalFiles());

  private HaproxyWorld(Path directory) {
    this.directory = directory;
    this.haproxy = new HaproxyServer(directory);
    this.relay = new SocketRelay(directory.resolve("relay.sock"), haproxy.socket());
  }

  /** Blue is live. */
  static HaproxyWorld start(Path directory) {
    HaproxyWorld world = new HaproxyWorld(directory);
    String backends =
        HaproxyServer.backend("shop-blue", world.blue)
            + HaproxyServer.backend("shop-green", world.green);
    world.haproxy.configure("shop-blue", backends).start();
    return world;
  }

  /** Other backends before the same nodes. */
  static HaproxyWorld start(Path directory, String live, String backends) {
    HaproxyWorld world = new HaproxyWorld(directory);
    world.haproxy.configure(live, backends).start();
    return world;
  }

  HaproxySettings.Instance instance() {
    return instance("lb1");
  }

  HaproxySettings.Instance instance(String name) {
    return new HaproxySettings.Instance(
        name,
        new HaproxyAddress.Unix(directory.resolve("relay.sock")),
        Optional.of(new HaproxyAddress.Unix(haproxy.masterSocket())),
        Optional.empty(),
        haproxy.map(),
        haproxy.states());
  }

  HaproxySettings settings(Map<String, String> backends) {
    return new HaproxySettings(
        List.of(instance()),
        HaproxyServer.MAP,
        "shop",
        new HaproxySettings.Backends.Fixed(backends),
        Duration.ofSeconds(5));
  }

  /** Over TCP, past the relay. */
  HaproxySettings overTcp() {
    HaproxySettings.Instance lb1 =
        new HaproxySettings.Instance(
            "lb1",
            haproxy.overTcp(),
            Optional.empty(),
            Optional.empty(),
            haproxy.map(),
            haproxy.states());
    return new HaproxySettings(
        List.of(lb1),
        HaproxyServer.MAP,
        "shop",
        new HaproxySettings.Backends.Fixed(BACKENDS),
        Duration.ofSeconds(5));
  }

  Haproxies haproxies() {
    return haproxies;
  }

  HaproxyTrafficSwitch trafficSwitch() {
    return trafficSwitch(BACKENDS);
  }

  HaproxyTrafficSwitch trafficSwitch(Map<String, String> backends) {
    return new HaproxyTrafficSwitch(SHOP, settings(backends), haproxies);
  }

  HaproxyLoadBalancer balancer() {
    return new HaproxyLoadBalancer(SHOP, layout(), settings(BACKENDS), haproxies);
  }

  Layout layout() {
    return new Layout.FixedClusters(List.of(cluster("blue", blue), cluster("green", green)));
  }

  private static Cluster cluster(String name, List<TestNode> nodes) {
    List<Node> all = nodes.stream().map(TestNode::node).toList();
    return new Cluster(name, all, all.getFirst().address());
  }

  /** The node that answers a user; empty text for an answer that is no node's. */
  String answering() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request("/", Optional.empty()), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? answer.body() : "";
  }

  private HttpRequest request(String path, Optional<String> wish) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + haproxy.port() + path));
    wish.ifPresent(node -> request.header("wish", node));
    return request.build();
  }

  /** A request that this node is answering until the session is closed. */
  AutoCloseable sessionAt(TestNode node) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request("/hold", Optional.of(node.name())), HttpResponse.BodyHandlers.ofString());
    node.awaitHeld();
    AutoCloseable session =
        () -> {
          node.letGo();
          answer.join();
        };
    return session;
  }

  /** A request that one of these nodes is answering until the session is closed. */
  AutoCloseable sessionAtAny(List<TestNode> nodes) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/hold", Optional.empty()), HttpResponse.BodyHandlers.ofString());
    haproxy.await("to hold a request", () -> nodes.stream().anyMatch(TestNode::holds));
    return () -> {
      nodes.forEach(TestNode::letGo);
      answer.join();
    };
  }

  TestNode node(String name) {
    return Stream.concat(blue.stream(), green.stream())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Makes a node unhealthy or healthy, and waits until HAProxy knows. */
  void health(String node, boolean healthy) {
    node(node).healthy(healthy);
    String backend = "shop-" + node.substring(0, node.indexOf('-'));
    haproxy.await(
        "to know the health of " + node,
        () ->
            haproxy
                .look(conversation -> BackendView.ask(conversation, backend))
                .flatMap(view -> view.server(node))
                .filter(row -> row.health().passed() == healthy)
                .isPresent());
  }

  /** A person sets the map, and leaves its file as it is. */
  void swapByHand(String cluster) {
    byHand("set map " + HaproxyServer.MAP + " shop shop-" + cluster);
  }

  /** What the map's file says is live. */
  String persisted() {
    return new LocalFiles()
        .read(haproxy.map())
        .flatMap(text -> new MapFile(text).value("shop"))
        .orElse("");
  }

  /** The next write of this file finds the disk full. */
  static void fillDiskFor(Path file) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".signalbox-new");
    Files.createSymbolicLink(fresh, Path.of("/dev/full"));
  }

  /** What a person does at the socket. */
  String byHand(String line) {
    return haproxy.ask(line);
  }

  @Override
  public void close() {
    Stream.concat(blue.stream(), green.stream()).forEach(TestNode::letGo);
    relay.close();
    haproxy.close();
    Stream.concat(blue.stream(), green.stream()).forEach(TestNode::close);
    client.shutdownNow();
  }
}
