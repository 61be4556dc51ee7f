package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Line;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.server.Backend;
import dev.signalbox.server.CuttableMachine;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import dev.signalbox.traffic.nginx.NginxSettings.StatusFrom;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The example configuration on a real nginx, with two clusters of two nodes. */
final class NginxWorld implements Line, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Path directory;
  private final Map<String, Backend> backends;
  private final CuttableMachine machine =
      new CuttableMachine(program -> program.argv().contains("signalbox"));
  private int port;
  private int entrances;
  private int status;
  private final HttpClient users = HttpClient.newHttpClient();
  private ServerProcess nginx;

  NginxWorld(Path directory) throws IOException {
    this(directory, newBackends());
  }

  private NginxWorld(Path directory, Map<String, Backend> backends) throws IOException {
    this.directory = directory;
    this.backends = backends;
    Files.createDirectories(includes());
    nginx = begun(3);
  }

  /** Another nginx in front of the same nodes. */
  NginxWorld beside(Path directory) throws IOException {
    return new NginxWorld(directory, backends);
  }

  private static Map<String, Backend> newBackends() throws IOException {
    Map<String, Backend> backends = new LinkedHashMap<>();
    for (String name : List.of("blue-1", "blue-2", "green-1", "green-2")) {
      backends.put(name, new Backend(name));
    }
    return backends;
  }

  /** A port that was free a moment ago may be somebody else's by now. */
  private ServerProcess begun(int tries) throws IOException {
    port = ServerProcess.freePort();
    entrances = ServerProcess.freePort();
    status = ServerProcess.freePort();
    Files.writeString(include(), example("shop-production.conf"));
    Files.writeString(config(), example("nginx.conf"));
    try {
      return started();
    } catch (AssertionError e) {
      if (tries == 1) {
        throw e;
      }
      return begun(tries - 1);
    }
  }

  private String example(String file) throws IOException {
    Path examples = Path.of(System.getProperty("basedir"), "config/examples/nginx");
    return Files.readString(examples.resolve(file))
        .replace("/run/nginx.pid", pidFile().toString())
        .replace("/etc/nginx/signalbox", includes().toString())
        .replace("worker_processes auto", "daemon off; worker_processes 2")
        .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
        .replace("listen 8000;", "listen 127.0.0.1:" + entrances + ";")
        .replace("127.0.0.1:8079", "127.0.0.1:" + status)
        .replace("10.0.1.11:8080", authority("blue-1"))
        .replace("10.0.1.12:8080", authority("blue-2"))
        .replace("10.0.1.21:8080", authority("green-1"))
        .replace("10.0.1.22:8080", authority("green-2"));
  }

  private ServerProcess started() {
    return ServerProcess.start(
        directory, program(), () -> ServerProcess.listens(port) && Files.exists(pidFile()));
  }

  private List<String> program() {
    return List.of(Programs.path("nginx"), "-c", config().toString(), "-e", "stderr");
  }

  /** Starts nginx again after it was killed. */
  void restart() {
    nginx = started();
  }

  NginxSettings settings() {
    return new NginxSettings(
        include(),
        "shop-production-{cluster}",
        "shop_production",
        program(),
        pidFile(),
        statusAddress(),
        StatusFrom.HERE,
        TIMEOUT);
  }

  /** As {@link #lane}, but a reload has to be taken within a second. */
  Nginx impatientLane() {
    NginxSettings s = settings();
    return new Nginx(
        machine.name(),
        new NginxSettings(
            s.include(),
            s.upstream(),
            s.variable(),
            s.nginx(),
            s.pidFile(),
            s.status(),
            s.statusFrom(),
            Duration.ofSeconds(1)),
        machine);
  }

  URI statusAddress() {
    return URI.create("http://127.0.0.1:" + status + "/shop-production");
  }

  Nginx lane() {
    return lane(machine.name());
  }

  Nginx lane(String name) {
    StatusPage page = StatusPage.here(statusAddress(), TIMEOUT);
    return new Nginx(
        name,
        settings(),
        machine,
        () -> {
          machine.reach();
          return page.ask();
        });
  }

  NginxTrafficSwitch trafficSwitch() {
    return new NginxTrafficSwitch(
        List.of(lane()), Standby.withHealthyNode(this::cluster, health()));
  }

  NginxLoadBalancer balancer() {
    return new NginxLoadBalancer(List.of(lane()), this::cluster, health());
  }

  static NodeHealth health() {
    return NodeHealth.answers("/healthz", Duration.ofSeconds(2));
  }

  Optional<Cluster> cluster(String name) {
    List<Node> nodes =
        backends.values().stream()
            .map(Backend::node)
            .filter(it -> it.name().startsWith(name + "-"))
            .toList();
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Cluster(name, nodes, nodes.getFirst().address()));
  }

  Backend backend(String name) {
    return Optional.ofNullable(backends.get(name)).orElseThrow();
  }

  private String authority(String name) {
    return backend(name).node().address().getAuthority();
  }

  private Path includes() {
    return directory.resolve("signalbox");
  }

  Path include() {
    return includes().resolve("shop-production.conf");
  }

  Path config() {
    return directory.resolve("nginx.conf");
  }

  private Path pidFile() {
    return directory.resolve("nginx.pid");
  }

  String includeText() throws IOException {
    return Files.readString(include());
  }

  /** Edits the include as a person does; nginx is not told. */
  void edit(String from, String to) throws IOException {
    Files.writeString(include(), includeText().replace(from, to));
  }

  /** What a person does after an edit. */
  void reloadByHand() throws IOException {
    List<String> argv = new ArrayList<>(program());
    argv.addAll(List.of("-s", "reload"));
    new ProcessBuilder(argv).redirectErrorStream(true).start().onExit().join();
  }

  ServerProcess nginx() {
    return nginx;
  }

  int port() {
    return port;
  }

  /** The node that answers a user, on a connection of its own. */
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

  int slow() {
    return backends.values().stream().mapToInt(Backend::slow).sum();
  }

  static void until(Callable<Boolean> condition) throws Exception {
    PatientAttempt patience = PatientAttempt.longEnough();
    while (!condition.call()) {
      if (!patience.pause(Duration.ofMillis(10))) {
        throw new AssertionError("it was not seen in time");
      }
    }
  }

  @Override
  public void cutOff() {
    machine.cutOff();
  }

  @Override
  public void loseNextAnswer() {
    machine.loseNextAnswer();
  }

  @Override
  public void close() {
    nginx.kill();
    backends.values().forEach(Backend::close);
    users.shutdownNow();
  }
}
