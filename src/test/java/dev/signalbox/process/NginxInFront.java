package dev.signalbox.process;

import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
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
import java.util.Optional;

/** A real nginx, configured as in the example, in front of the shop's nodes in a lab. */
final class NginxInFront implements AutoCloseable {
  private final Path directory;
  private final int port = ServerProcess.freePort();
  private final int status = ServerProcess.freePort();
  private final ServerProcess nginx;

  NginxInFront(Path directory, LabProcess lab) throws IOException {
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
    nginx =
        ServerProcess.start(
            directory, program(), () -> ServerProcess.listens(port) && Files.exists(pidFile()));
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
  List<String> arguments() {
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

  /** The version that answers a user. */
  String version() throws IOException {
    HttpResponse<String> answer = get();
    return answer.headers().firstValue("X-Version").orElseThrow();
  }

  private HttpResponse<String> get() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
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
