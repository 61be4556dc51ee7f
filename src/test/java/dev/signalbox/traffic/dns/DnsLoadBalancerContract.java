package dev.signalbox.traffic.dns;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.port.Line;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.LoadBalancerContract;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsCluster;
import dev.signalbox.traffic.dns.DnsBalancerSettings.DnsNode;
import dev.signalbox.traffic.dns.DnsBalancerSettings.Times;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** Two nodes with an address each, behind one kind of server; blue is live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DnsLoadBalancerContract extends LoadBalancerContract {
  private static final String BLUE = "blue.shop.lab.test";

  private final List<HttpServer> web = new ArrayList<>();
  private final Set<String> unwell = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient users = HttpClient.newHttpClient();
  private final int webPort = ServerProcess.freePort();
  private Path key;
  private NameServer server;
  private ShopZone zone;
  private DnsLine line;
  private DnsLoadBalancer balancer;

  abstract NameServer start(Path directory, String secret);

  /** Which switch is told to the balancer. */
  DnsSwitchSettings production(DnsServers servers) {
    return new DnsSwitchSettings(servers, ShopZone.SHOP, ShopZone.aliases(), ShopZone.times(0, 0));
  }

  @BeforeAll
  void startServers(@TempDir Path directory) throws Exception {
    String secret = ShopZone.newSecret();
    key = Files.writeString(directory.resolve("key"), secret);
    server = start(Files.createDirectory(directory.resolve("server")), secret);
    zone = ShopZone.at(server.endpoint(), key);
    for (Node node : nodes()) {
      web.add(serve(node));
    }
  }

  private HttpServer serve(Node node) throws IOException {
    HttpServer http = HttpServer.create();
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/",
        exchange -> {
          byte[] body = node.name().getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(unwell.contains(node.name()) ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.bind(new InetSocketAddress(node.address().getHost(), webPort), 0);
    http.start();
    return http;
  }

  @AfterAll
  void endServers() {
    web.forEach(it -> it.stop(0));
    users.shutdownNow();
    server.close();
  }

  @BeforeEach
  void begin() {
    zone.reset(0);
    resetMore(zone);
    unwell.clear();
    line = new DnsLine(server.port());
    DnsServers servers =
        ShopZone.servers(line.endpoint(), key, List.of(server.endpoint()), List.of());
    List<DnsNode> nodes = nodes().stream().map(it -> DnsNode.of(it).orElseThrow()).toList();
    balancer =
        new DnsLoadBalancer(
            new DnsBalancerSettings(
                servers,
                List.of(new DnsCluster("blue", BLUE, nodes)),
                new Times(Duration.ZERO, ShopZone.MARGIN),
                Optional.of(production(servers)),
                new NodeHealth(Optional.of("/healthz"), Duration.ofSeconds(1))),
            DnsContext.of(InstantSource.system()));
  }

  void resetMore(ShopZone shop) {
    // The CNAME needs no more.
  }

  /** The name at which users look for an address. */
  String usersName() {
    return BLUE;
  }

  @AfterEach
  void end() {
    line.close();
  }

  @Override
  protected LoadBalancer balancer() {
    return balancer;
  }

  @Override
  protected String cluster() {
    return "blue";
  }

  @Override
  protected List<Node> nodes() {
    return List.of(node(1), node(2));
  }

  private Node node(int number) {
    return new Node("blue-" + number, URI.create("http://127.0.1." + number + ":" + webPort));
  }

  @Override
  protected String ask() throws IOException, InterruptedException {
    List<String> addresses = zone.get(usersName(), Type.A);
    String address = addresses.get(turn.getAndIncrement() % addresses.size()).split(" ", -1)[1];
    URI page = URI.create("http://" + address + ":" + webPort + "/");
    return users.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
  }

  @Override
  protected AutoCloseable sessionAt(Node node) {
    return () -> {};
  }

  @Override
  protected void makeUnhealthy(Node node) {
    unwell.add(node.name());
  }

  @Override
  protected boolean avoidsUnhealthyNodes() {
    return false;
  }

  @Override
  protected Line line() {
    return line;
  }
}
