package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.signalbox.fleet.Placeholders;
import dev.signalbox.fleet.docker.DockerSettings.ContainerSettings;
import dev.signalbox.fleet.docker.DockerSettings.Limits;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Lane;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes, starts, stops and removes the containers of one lane. */
final class Containers {

  private final Lane lane;
  private final ContainerSettings settings;
  private final Secrets secrets;

  Containers(Lane lane, ContainerSettings settings, Secrets secrets) {
    this.lane = lane;
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * Makes and starts one node of a group.
   *
   * <p>Its port is chosen here and stays: one that Docker chooses is another after each restart of
   * the engine, and may then be that of a different node, while the router knows the old one.
   *
   * @return why it did not come about; empty when it is started
   */
  Optional<String> make(Engine engine, Wanted wanted, String node) {
    Set<Integer> taken = new HashSet<>(engine.takenPorts());
    for (int port = settings.ports().first(); port <= settings.ports().last(); port++) {
      if (taken.contains(port)) {
        continue;
      }
      Started started = attempt(engine, wanted, Labels.of(wanted, node, port));
      switch (started) {
        case Started.Yes _ -> {
          return Optional.empty();
        }
        case Started.PortTaken _ -> taken.add(port);
        case Started.No(String reason) -> {
          return Optional.of(node + " on engine " + engine + ": " + reason);
        }
      }
    }
    return Optional.of(
        node
            + " on engine "
            + engine
            + ": every port from "
            + settings.ports().first()
            + " to "
            + settings.ports().last()
            + " is taken. Widen equipment.provisioner.docker.ports.");
  }

  private sealed interface Started {
    record Yes() implements Started {}

    record PortTaken() implements Started {}

    record No(String reason) implements Started {}
  }

  private Started attempt(Engine engine, Wanted wanted, Labels labels) {
    String id;
    try {
      id =
          engine.change(
              "create " + labels.node(), client -> creation(client, wanted, labels).exec().getId());
    } catch (ConflictException e) {
      return new Started.No(
          "a container of that name is there already, and is none of the lane's: "
              + Failures.refusal(e));
    } catch (DockerException e) {
      return new Started.No(Failures.refusal(e));
    }
    Optional<DockerException> refused = started(engine, id, labels.node());
    if (refused.isEmpty()) {
      return new Started.Yes();
    }
    if (isPortTaken(refused.get())) {
      remove(engine, id, labels.node());
      return new Started.PortTaken();
    }
    return new Started.No(Failures.refusal(refused.get()));
  }

  private static boolean isPortTaken(DockerException refusal) {
    String words = String.valueOf(refusal.getMessage());
    return words.contains("port is already allocated") || words.contains("address already in use");
  }

  /** Starts a container; why it did not, or empty when it runs. */
  Optional<String> start(Engine engine, String id, String node) {
    return started(engine, id, node).map(Failures::refusal);
  }

  private static Optional<DockerException> started(Engine engine, String id, String node) {
    try {
      var _ = engine.change("start " + node, client -> client.startContainerCmd(id).exec());
      return Optional.empty();
    } catch (NotModifiedException _) {
      return Optional.empty();
    } catch (DockerException e) {
      return Optional.of(e);
    }
  }

  private CreateContainerCmd creation(DockerClient client, Wanted wanted, Labels labels) {
    ExposedPort inside = ExposedPort.tcp(settings.port());
    HostConfig host =
        HostConfig.newHostConfig()
            .withPortBindings(new PortBinding(Ports.Binding.bindPort(labels.port()), inside))
            .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
            .withInit(settings.init())
            .withBinds(settings.volumes().stream().map(Bind::parse).toList());
    limit(host, settings.limits());
    settings.network().ifPresent(host::withNetworkMode);
    CreateContainerCmd creation =
        client
            .createContainerCmd(wanted.artifact().orElseThrow())
            .withName(name(labels.node()))
            .withLabels(labels.written(lane))
            .withExposedPorts(inside)
            .withStopTimeout((int) settings.stopGrace().toSeconds())
            .withEnv(environment(wanted, labels.node()))
            .withHostConfig(host);
    return settings.command().isEmpty()
        ? creation
        : creation.withCmd(Placeholders.fill(settings.command(), facts(wanted, labels.node())));
  }

  private static void limit(HostConfig host, Limits limits) {
    limits.memory().ifPresent(host::withMemory);
    limits.cpus().ifPresent(cpus -> host.withNanoCPUs((long) (cpus * 1e9)));
  }

  /** Unique on an engine that works for several lanes. */
  String name(String node) {
    return lane.application() + "_" + lane.stage() + "_" + node;
  }

  private List<String> environment(Wanted wanted, String node) {
    return Placeholders.fill(settings.environment(), facts(wanted, node), secrets)
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(it -> it.getKey() + "=" + it.getValue())
        .toList();
  }

  private static Map<String, String> facts(Wanted wanted, String node) {
    return Map.of("version", wanted.version().text(), "group", wanted.group(), "node", node);
  }

  /** Asks it to end, ends it when its grace is over, and removes it; it may be gone already. */
  void stopAndRemove(Member member) {
    int grace = (int) settings.stopGrace().toSeconds();
    try {
      var _ =
          member
              .engine()
              .change(
                  "stop " + member,
                  client -> client.stopContainerCmd(member.id()).withTimeout(grace).exec());
    } catch (NotModifiedException | NotFoundException _) {
      // It does not run, which is what was wanted.
    }
    remove(member.engine(), member.id(), member.labels().node());
  }

  private static void remove(Engine engine, String id, String node) {
    try {
      var _ =
          engine.change(
              "remove " + node,
              client ->
                  client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (NotFoundException _) {
      // Gone, which is what was wanted.
    } catch (ConflictException _) {
      // Its removal is under way.
    }
  }
}
