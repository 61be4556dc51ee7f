package dev.signalbox.process;

import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real nginx, configured as in the example, in front of the shop's nodes in a lab. */
public final class NginxInFront implements AutoCloseable {
  private static final Pattern STATE = Pattern.compile("default \"(\\d+)[ \"]");

  private final Path directory;
  private final int port = ServerProcess.freePort();
  private final int status = ServerProcess.freePort();
  private final ServerProcess nginx;

  /** Starts it below a directory. */
  public NginxInFront(Path directory, LabProcess lab) throws IOException {
    this(directory, lab, List.of());
  }

  /** Starts one of the account that the bot has on machines behind SSH. */
  static NginxInFront behindSsh(Path directory, LabProcess lab) throws IOException {
    MachinesBehindSsh.own(Files.createDirectories(directory));
    String user = SshServer.USER;
    return new NginxInFront(
        directory,
        lab,
        List.of(Programs.path("setpriv"), "--reuid=" + user, "--regid=nogroup", "--clear-groups"));
  }

  private NginxInFront(Path directory, LabProcess lab, List<String> as) throws IOException {
    this.directory = Files.createDirectories(directory);
    String include = example("shop-production.conf");
    for (ClusterTold cluster : lab.look(LabProcess.SHOP).clusters()) {
      int last = cluster.name().equals("blue") ? 11 : 21;
      for (NodeTold node : cluster.nodes()) {
        include = include.replace("10.0.1." + last++ + ":8080", node.address().getAuthority());
      }
    }
    Files.writeString(include(), include);
    Files.writeString(
        config(),
        example("nginx.conf")
            .replace("/run/nginx.pid", pidFile().toString())
            .replace("/etc/nginx/signalbox", directory.toString())
            .replace("worker_processes auto", "daemon off; worker_processes 1")
            .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
            .replace("listen 8000;", "listen 127.0.0.1:" + ServerProcess.freePort() + ";")
            .replace("127.0.0.1:8079", "127.0.0.1:" + status));
    if (!as.isEmpty()) {
      MachinesBehindSsh.own(directory);
    }
    List<String> argv = Stream.concat(as.stream(), program().stream()).toList();
    nginx =
        ServerProcess.start(
            directory, argv, () -> ServerProcess.listens(port) && Files.exists(pidFile()));
  }

  private static String example(String file) throws IOException {
    Path examples = Path.of(System.getProperty("basedir"), "config/examples/nginx");
    return Files.readString(examples.resolve(file));
  }

  private List<String> program() {
    return List.of(Programs.path("nginx"), "-c", config().toString(), "-e", "stderr");
  }

  private Path include() {
    return directory.resolve("shop-production.conf");
  }

  private Path config() {
    return directory.resolve("nginx.conf");
  }

  private Path pidFile() {
    return directory.resolve("nginx.pid");
  }

  /** What the bot is configured with, so that nginx is the shop's switch and balancer. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (String part : List.of("traffic-switch", "load-balancer")) {
      String nginx =
          "--signalbox.applications.shop.stages.production.equipment." + part + ".nginx.";
      arguments.add(nginx + "include=" + include());
      arguments.add(nginx + "status=http://127.0.0.1:" + status + "/shop-production");
      arguments.add(nginx + "pid-file=" + pidFile());
      arguments.add(nginx + "program=" + String.join(",", program()));
      arguments.add(nginx + "health.path=/healthz");
    }
    return arguments;
  }

  /**
   * What the bot is configured with, so that these are the shop's switch and balancer, in this
   * order, each on the machine of its name.
   */
  static List<String> arguments(Map<String, NginxInFront> byMachine) {
    List<String> arguments = new ArrayList<>();
    for (String part : List.of("traffic-switch", "load-balancer")) {
      String nginx =
          "--signalbox.applications.shop.stages.production.equipment." + part + ".nginx.";
      arguments.add(nginx + "health.path=/healthz");
      arguments.add(nginx + "status-from=machine");
      byMachine.forEach(
          (name, each) -> {
            String one = nginx + "instances." + name + ".";
            arguments.add(one + "machine=" + name);
            arguments.add(one + "include=" + each.include());
            arguments.add(one + "status=http://127.0.0.1:" + each.status + "/shop-production");
            arguments.add(one + "pid-file=" + each.pidFile());
            arguments.add(one + "program=" + String.join(",", each.program()));
          });
    }
    return arguments;
  }

  /** The version that answers a user. */
  public String version() throws IOException {
    HttpResponse<String> answer = get();
    return answer.headers().firstValue("X-Version").orElseThrow();
  }

  /** Where its users go. */
  public URI entrance() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** How many changes were made of the include, each of which was a reload. */
  public long changes() throws IOException {
    Matcher state = STATE.matcher(Files.readString(include()));
    if (!state.find()) {
      throw new IOException("the include says no state");
    }
    return Long.parseLong(state.group(1)) - 1;
  }

  /** A reload as people make one, which changes nothing. */
  public void reloadByHand() throws IOException {
    List<String> argv = new ArrayList<>(program());
    argv.addAll(List.of("-s", "reload"));
    new ProcessBuilder(argv).redirectErrorStream(true).start().onExit().join();
  }

  private HttpResponse<String> get() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(entrance()).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends one request, on a connection of its own; how it failed, or empty. */
  Optional<String> failure() {
    try {
      int status = get().statusCode();
      return status == 200 ? Optional.empty() : Optional.of("status " + status);
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  @Override
  public void close() {
    nginx.kill();
  }
}
