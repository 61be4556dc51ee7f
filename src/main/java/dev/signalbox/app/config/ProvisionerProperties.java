package dev.signalbox.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What makes server groups; one kind of it.
 *
 * @param docker containers of Docker Engines
 */
public record ProvisionerProperties(@Nullable Docker docker) {

  /**
   * Containers of Docker Engines.
   *
   * @param engines by name
   * @param container how each is made
   */
  public record Docker(
      @DefaultValue Map<String, Engine> engines,
      @DefaultValue Image image,
      @DefaultValue Container container,
      @DefaultValue Health health,
      @DefaultValue("10s") Duration timeout) {}

  /**
   * One engine.
   *
   * @param url unix:///var/run/docker.sock, tcp://HOST:2376 or ssh://USER@HOST
   * @param host where its published ports are reached; that of the url if unsaid
   * @param certificates for tcp: a directory with ca.pem, cert.pem and key.pem
   * @param sshOptions more arguments for ssh
   */
  public record Engine(
      @Nullable URI url,
      @Nullable String host,
      @Nullable Path certificates,
      @DefaultValue List<String> sshOptions) {}

  /**
   * Where images come from; one of the first three.
   *
   * @param password the name of the secret with which the user pulls
   * @param passwordFile or the file that holds it
   */
  public record Image(
      @Nullable String registry,
      @Nullable String archive,
      @Nullable String onEngines,
      @Nullable String user,
      @Nullable String password,
      @Nullable Path passwordFile) {}

  /** How a container is made. */
  public record Container(
      @Nullable Integer port,
      @DefaultValue("20000-29999") String ports,
      @DefaultValue Map<String, String> environment,
      @DefaultValue Map<String, Path> environmentFiles,
      @DefaultValue List<String> command,
      @DefaultValue("true") Boolean init,
      @Nullable DataSize memory,
      @Nullable Double cpus,
      @Nullable String network,
      @DefaultValue List<String> volumes,
      @DefaultValue("10s") Duration stopGrace) {}

  /** When a container is taken for healthy. */
  public record Health(
      @Nullable String path,
      @DefaultValue("500ms") Duration interval,
      @DefaultValue("3s") Duration steady) {}
}
