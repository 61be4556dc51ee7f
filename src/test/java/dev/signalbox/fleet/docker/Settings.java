package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.signalbox.fleet.docker.DockerSettings.Connection;
import dev.signalbox.fleet.docker.DockerSettings.ContainerSettings;
import dev.signalbox.fleet.docker.DockerSettings.EngineSettings;
import dev.signalbox.fleet.docker.DockerSettings.HealthSettings;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.fleet.docker.DockerSettings.Limits;
import dev.signalbox.fleet.docker.DockerSettings.PortRange;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How tests run containers: each field as most of them want it. */
record Settings(
    List<EngineSettings> engines,
    PortRange ports,
    HealthSettings health,
    Map<String, String> environment,
    Duration timeout) {

  static final Lane LANE = Lane.of("api", "production");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final PortRange PORTS = new PortRange(20_000, 20_099);
  private static final HealthSettings HEALTH =
      new HealthSettings(Optional.of("/healthz"), Duration.ofMillis(100), Duration.ofMillis(200));

  static Settings of(DockerHost... hosts) {
    List<EngineSettings> engines = new ArrayList<>();
    for (DockerHost host : hosts) {
      engines.add(
          new EngineSettings(
              "engine-" + (engines.size() + 1),
              new Connection.Socket(host.socket()),
              host.address()));
    }
    return new Settings(engines, PORTS, HEALTH, Map.of(), TIMEOUT);
  }

  /** Through another socket of the only engine. */
  Settings socket(Path path) {
    return connection(new Connection.Socket(path));
  }

  Settings connection(Connection connection) {
    EngineSettings only = engines.getFirst();
    return new Settings(
        List.of(new EngineSettings(only.name(), connection, only.host())),
        ports,
        health,
        environment,
        timeout);
  }

  Settings ports(int first, int last) {
    return new Settings(engines, new PortRange(first, last), health, environment, timeout);
  }

  Settings steady(Duration steady) {
    return new Settings(
        engines,
        ports,
        new HealthSettings(health.path(), health.interval(), steady),
        environment,
        timeout);
  }

  Settings environment(Map<String, String> values) {
    return new Settings(engines, ports, health, values, timeout);
  }

  Settings timeout(Duration longest) {
    return new Settings(engines, ports, health, environment, longest);
  }

  DockerProvisioner provisioner(ImageSource source, GroupRegistrar router) {
    return provisioner(source, router, Secrets.NONE);
  }

  DockerProvisioner provisioner(ImageSource source, GroupRegistrar router, Secrets secrets) {
    return new DockerProvisioner(
        LANE,
        new DockerSettings(
            engines,
            source,
            new ContainerSettings(
                8080,
                ports,
                environment,
                List.of(),
                true,
                new Limits(Optional.of(64L << 20), Optional.of(0.5)),
                Optional.empty(),
                List.of(),
                Duration.ofSeconds(2)),
            health,
            timeout),
        router,
        secrets);
  }

  /** The first group, as the documentation says that people start it. */
  static void startByHand(DockerHost host, String image, String group, String version) {
    try {
      var _ =
          host.client()
              .pullImageCmd(image)
              .exec(new ResultCallback.Adapter<PullResponseItem>())
              .awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ExposedPort inside = ExposedPort.tcp(8080);
    String id =
        host.client()
            .createContainerCmd(image)
            .withExposedPorts(inside)
            .withLabels(
                Map.of(
                    "dev.signalbox.lane",
                    LANE.toString(),
                    "dev.signalbox.group",
                    group,
                    "dev.signalbox.node",
                    group + "-1",
                    "dev.signalbox.version",
                    version))
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withInit(true)
                    .withPortBindings(new PortBinding(Ports.Binding.bindPort(19_000), inside)))
            .exec()
            .getId();
    host.client().startContainerCmd(id).exec();
  }

  /** The version that answers at an address. */
  static Version answering(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/version"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return new Version(client.send(request, HttpResponse.BodyHandlers.ofString()).body().strip());
    }
  }
}
