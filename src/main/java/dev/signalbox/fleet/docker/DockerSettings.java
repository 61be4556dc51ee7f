package dev.signalbox.fleet.docker;

import dev.signalbox.port.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where and how one lane's containers run.
 *
 * @param engines at least one; a group's nodes are spread over them in turn
 * @param image where the image of a version comes from
 * @param container how its containers are made
 * @param health when one of them is taken for healthy
 * @param timeout the longest time that an engine may take to answer
 */
public record DockerSettings(
    List<EngineSettings> engines,
    ImageSource image,
    ContainerSettings container,
    HealthSettings health,
    Duration timeout) {

  /** Copies the engines. */
  public DockerSettings {
    engines = List.copyOf(engines);
  }

  /**
   * One Docker Engine.
   *
   * @param name what people call it; also a label of its containers
   * @param connection the way to its API
   * @param host where the ports that it publishes are reached, a name or an address
   */
  public record EngineSettings(String name, Connection connection, String host) {}

  /** The way to an engine's API. Without TLS or SSH it is not offered beyond this machine. */
  public sealed interface Connection {

    /** The socket of an engine on this machine, such as {@code /var/run/docker.sock}. */
    record Socket(Path path) implements Connection {}

    /**
     * TCP with certificates on both sides.
     *
     * @param certificates a directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}
     */
    record Tls(String host, int port, Path certificates) implements Connection {}

    /**
     * The socket of an engine on another machine, through this machine's {@code ssh}, which uses
     * its own configuration and known hosts.
     *
     * @param destination such as {@code deploy@node-1}
     * @param port empty for what ssh takes by itself
     * @param socket the engine's socket over there
     * @param options more arguments for ssh, such as {@code -i} and a key
     */
    record OverSsh(String destination, OptionalInt port, Path socket, List<String> options)
        implements Connection {
      /** Copies the options. */
      public OverSsh {
        options = List.copyOf(options);
      }
    }
  }

  /** Where the image of a version comes from; {@code {version}} stands for the version. */
  public sealed interface ImageSource {

    /**
     * A registry that every engine pulls from.
     *
     * @param name such as {@code registry.example:5000/shop:{version}}
     * @param login empty where nobody has to sign in
     */
    record Registry(String name, Optional<Login> login) implements ImageSource {}

    /**
     * A file on this machine as {@code docker save} writes it, loaded into every engine.
     *
     * @param file such as {@code /srv/images/shop-{version}.tar}
     */
    record Archive(String file) implements ImageSource {}

    /**
     * An image that every engine has already.
     *
     * @param name such as {@code shop:{version}}
     */
    record OnEngines(String name) implements ImageSource {}
  }

  /** Who pulls from a registry. The password is read for each pull. */
  public record Login(String user, Secret password) {}

  /**
   * How containers are made; {@code {version}}, {@code {group}} and {@code {node}} may stand in the
   * environment and the command, and {@code {secret:NAME}} in the environment.
   *
   * @param port what the application listens on inside of the container
   * @param ports the engine's host publishes it on one of these, the same for the container's life
   * @param environment added to that of the image
   * @param command instead of the image's; empty for the image's
   * @param init whether a small init runs first, which reaps processes and passes signals on
   * @param limits what it may use
   * @param network the engine's network; empty for its default
   * @param volumes as {@code docker run -v} takes them
   * @param stopGrace how long it has to end after it was asked to
   */
  public record ContainerSettings(
      int port,
      PortRange ports,
      Map<String, String> environment,
      List<String> command,
      boolean init,
      Limits limits,
      Optional<String> network,
      List<String> volumes,
      Duration stopGrace) {
    /** Copies the map and the lists. */
    public ContainerSettings {
      environment = Map.copyOf(environment);
      command = List.copyOf(command);
      volumes = List.copyOf(volumes);
    }

    /** Does not show the environment, where secrets may be. */
    @Override
    public String toString() {
      return "ContainerSettings[port=" + port + ", environment=" + environment.keySet() + "]";
    }
  }

  /** Ports from the first to the last, both included. */
  public record PortRange(int first, int last) {}

  /**
   * What a container may use.
   *
   * @param memory in bytes; empty for no limit
   * @param cpus in processors, such as 1.5; empty for no limit
   */
  public record Limits(Optional<Long> memory, Optional<Double> cpus) {}

  /**
   * When a container is taken for healthy: when its HEALTHCHECK says so, if the image has one, and
   * the path is answered with a status below 400, if there is one, or else the port is open.
   *
   * @param path asked at the published port; empty to try the port only
   * @param interval between two looks
   * @param steady for how long it has to stay so
   */
  public record HealthSettings(Optional<String> path, Duration interval, Duration steady) {
    /** In how many looks in a row it has to be healthy. */
    public int looks() {
      return 1 + (int) Math.ceilDiv(steady.toNanos(), Math.max(1, interval.toNanos()));
    }
  }
}
