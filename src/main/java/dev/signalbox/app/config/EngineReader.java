package dev.signalbox.app.config;

import dev.signalbox.fleet.docker.DockerSettings.Connection;
import dev.signalbox.fleet.docker.DockerSettings.EngineSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads where a Docker Engine is. */
final class EngineReader {

  private static final int DOCKER_TLS = 2376;
  private static final String SOCKET = "/var/run/docker.sock";
  private static final String URLS =
      "unix:///var/run/docker.sock, tcp://HOST:2376 or ssh://USER@HOST";

  private final Problems problems;

  EngineReader(Problems problems) {
    this.problems = problems;
  }

  Optional<EngineSettings> read(String field, String name, ProvisionerProperties.Engine written) {
    URI url = written.url();
    if (url == null) {
      problems.add(field + ".url", "nothing", URLS);
      return Optional.empty();
    }
    String host = Inherited.or(written.host(), Inherited.or(url.getHost(), "127.0.0.1"));
    return connection(field, url, written).map(it -> new EngineSettings(name, it, host));
  }

  private Optional<Connection> connection(
      String field, URI url, ProvisionerProperties.Engine written) {
    return switch (String.valueOf(url.getScheme())) {
      case "unix" -> Optional.of(new Connection.Socket(Path.of(path(url))));
      case "tcp" -> tls(field, url, written.certificates());
      case "ssh" -> ssh(field, url, written);
      default -> wrong(field, url);
    };
  }

  private static String path(URI url) {
    String path = Inherited.or(url.getPath(), "");
    return path.length() <= 1 ? SOCKET : path;
  }

  private Optional<Connection> tls(String field, URI url, @Nullable Path certificates) {
    if (url.getHost() == null) {
      return wrong(field, url);
    }
    if (certificates == null) {
      problems.add(
          field + ".certificates",
          "nothing",
          "a directory with ca.pem, cert.pem and key.pem: whoever may speak to an engine without"
              + " them is root on its host");
      return Optional.empty();
    }
    Optional<String> missing =
        Stream.of("ca.pem", "cert.pem", "key.pem")
            .filter(name -> !Files.isReadable(certificates.resolve(name)))
            .findFirst();
    if (missing.isPresent()) {
      problems.add(
          field + ".certificates",
          "'" + certificates + "', where " + missing.get() + " cannot be read",
          "a directory with ca.pem, cert.pem and key.pem");
      return Optional.empty();
    }
    int port = url.getPort() < 0 ? DOCKER_TLS : url.getPort();
    return Optional.of(new Connection.Tls(url.getHost(), port, certificates));
  }

  private Optional<Connection> ssh(String field, URI url, ProvisionerProperties.Engine written) {
    if (url.getHost() == null) {
      return wrong(field, url);
    }
    String user = url.getUserInfo() == null ? "" : url.getUserInfo() + "@";
    if (user.contains(":")) {
      problems.add(field + ".url", "a password in it", "no password: ssh is given a key");
      return Optional.empty();
    }
    OptionalInt port = url.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(url.getPort());
    return Optional.of(
        new Connection.OverSsh(
            user + url.getHost(), port, Path.of(path(url)), written.sshOptions()));
  }

  private Optional<Connection> wrong(String field, URI url) {
    problems.add(field + ".url", "'" + url.getScheme() + "://…'", URLS);
    return Optional.empty();
  }
}
