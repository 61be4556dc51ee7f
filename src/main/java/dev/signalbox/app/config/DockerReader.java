package dev.signalbox.app.config;

import dev.signalbox.fleet.Placeholders;
import dev.signalbox.fleet.docker.DockerProvisioner;
import dev.signalbox.fleet.docker.DockerSettings;
import dev.signalbox.fleet.docker.DockerSettings.ContainerSettings;
import dev.signalbox.fleet.docker.DockerSettings.EngineSettings;
import dev.signalbox.fleet.docker.DockerSettings.HealthSettings;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.fleet.docker.DockerSettings.Limits;
import dev.signalbox.fleet.docker.DockerSettings.Login;
import dev.signalbox.fleet.docker.DockerSettings.PortRange;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** Reads how server groups are made of containers. */
final class DockerReader {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final String VERSION = "{version}";
  private static final int LAST_PORT = 65_535;

  private final Problems problems;
  private final Secrets secrets;
  private final Optional<Part<GroupRegistrar>> registrar;

  /**
   * Reads what works together with this.
   *
   * @param registrar what makes groups known to the router; empty where something is wrong with it
   */
  DockerReader(Problems problems, Secrets secrets, Optional<Part<GroupRegistrar>> registrar) {
    this.problems = problems;
    this.secrets = secrets;
    this.registrar = registrar;
  }

  Optional<Part<Provisioner>> read(String field, ProvisionerProperties.Docker written) {
    List<EngineSettings> engines = engines(field + ".engines", written.engines());
    Optional<ImageSource> image = image(field + ".image", written.image());
    Optional<ContainerSettings> container = container(field + ".container", written.container());
    HealthSettings health = health(field + ".health", written.health());
    problems.positive(field + ".timeout", written.timeout());
    if (engines.isEmpty() || image.isEmpty() || container.isEmpty() || registrar.isEmpty()) {
      return Optional.empty();
    }
    DockerSettings settings =
        new DockerSettings(engines, image.get(), container.get(), health, written.timeout());
    return Optional.of(
        site ->
            new DockerProvisioner(
                site.lane().lane(), settings, registrar.get().make(site), all(written)));
  }

  private List<EngineSettings> engines(
      String field, Map<String, ProvisionerProperties.Engine> written) {
    if (written.isEmpty()) {
      problems.missing(field, "no engine", "at least one, such as one below a name of yours");
    }
    List<EngineSettings> engines = new ArrayList<>();
    EngineReader reader = new EngineReader(problems);
    written.forEach(
        (name, engine) ->
            reader.read(field + "." + Fields.key(name), name, engine).ifPresent(engines::add));
    return engines;
  }

  private Optional<ImageSource> image(String field, ProvisionerProperties.Image written) {
    List<String> names =
        Stream.of(written.registry(), written.archive(), written.onEngines())
            .flatMap(it -> Optional.ofNullable(it).stream())
            .toList();
    if (names.size() != 1) {
      problems.missing(
          field,
          names.isEmpty() ? "nothing" : "several places",
          "one of registry, archive and on-engines");
      return Optional.empty();
    }
    if (!names.getFirst().contains(VERSION)) {
      problems.add(field, "'" + names.getFirst() + "'", "a name with " + VERSION + " in it");
      return Optional.empty();
    }
    return Optional.of(
        written.registry() != null
            ? new ImageSource.Registry(written.registry(), login(field, written))
            : written.archive() != null
                ? new ImageSource.Archive(written.archive())
                : new ImageSource.OnEngines(names.getFirst()));
  }

  private Optional<Login> login(String field, ProvisionerProperties.Image written) {
    String user = written.user();
    String name = written.password();
    Path file = written.passwordFile();
    if (user == null && name == null && file == null) {
      return Optional.empty();
    }
    if (user == null || (name == null) == (file == null)) {
      problems.add(
          field,
          user != null && name != null ? "two passwords" : "half a login",
          "user and one of password and password-file, or none of them");
      return Optional.empty();
    }
    Optional<Secret> password =
        name != null
            ? problems.oneOf(field + ".password", name, secrets.names()).flatMap(secrets::named)
            : Optional.ofNullable(file)
                .flatMap(it -> secret(field + ".password-file", "registry-password", it));
    return password.map(it -> new Login(user, it));
  }

  /** The content of a file, read when it is needed. */
  private Optional<Secret> secret(String field, String name, Path file) {
    if (!Files.isReadable(file)) {
      problems.add(field, "'" + file + "', which cannot be read", "a file that the bot may read");
      return Optional.empty();
    }
    return Optional.of(new Secret(name, () -> content(file)));
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new PortFailure.Unreachable(file + " cannot be read", e);
    }
  }

  /** The secrets that are configured, and the files of variables. */
  private Secrets all(ProvisionerProperties.Docker written) {
    List<Secret> all = new ArrayList<>();
    secrets.names().forEach(name -> secrets.named(name).ifPresent(all::add));
    written
        .container()
        .environmentFiles()
        .forEach((name, file) -> all.add(new Secret(ofFile(name), () -> content(file))));
    return new Secrets(all);
  }

  private static String ofFile(String variable) {
    return "environment-files." + variable;
  }

  /** What a container is given; the content of files as secrets. */
  private Map<String, String> environment(String field, ProvisionerProperties.Container written) {
    Map<String, String> environment = new LinkedHashMap<>(written.environment());
    environment.forEach(
        (name, template) -> {
          for (String secret : Placeholders.secrets(template)) {
            problems.oneOf(field + ".environment." + Fields.key(name), secret, secrets.names());
          }
        });
    written
        .environmentFiles()
        .forEach(
            (name, file) ->
                secret(field + ".environment-files." + Fields.key(name), name, file)
                    .ifPresent(it -> environment.put(name, "{secret:" + ofFile(name) + "}")));
    return environment;
  }

  private void requireNoSecret(String field, List<String> argv) {
    for (int i = 0; i < argv.size(); i++) {
      if (!Placeholders.secrets(argv.get(i)).isEmpty()) {
        problems.add(
            field + "[" + i + "]",
            "a secret where others can see it, as in a list of processes",
            "it below environment, and let the program read the variable");
      }
    }
  }

  private Optional<ContainerSettings> container(
      String field, ProvisionerProperties.Container written) {
    Integer port = written.port();
    if (port == null || port < 1 || port > LAST_PORT) {
      problems.add(
          field + ".port",
          port == null ? "nothing" : port,
          "the port that the application listens on inside of its container");
    }
    Optional<PortRange> ports = range(field + ".ports", written.ports());
    Map<String, String> environment = environment(field, written);
    requireNoSecret(field + ".command", written.command());
    problems.notNegative(field + ".stop-grace", written.stopGrace());
    Double cpus = written.cpus();
    if (cpus != null && !(cpus > 0)) {
      problems.add(field + ".cpus", cpus, "more than 0, such as 1.5");
    }
    if (port == null || ports.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerSettings(
            port,
            ports.get(),
            environment,
            written.command(),
            written.init(),
            new Limits(
                Optional.ofNullable(written.memory()).map(DataSize::toBytes),
                Optional.ofNullable(cpus)),
            Optional.ofNullable(written.network()),
            written.volumes(),
            written.stopGrace()));
  }

  private Optional<PortRange> range(String field, String written) {
    Matcher range = RANGE.matcher(written);
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = Integer.parseInt(range.group(2));
      if (first >= 1 && first <= last && last <= LAST_PORT) {
        return Optional.of(new PortRange(first, last));
      }
    }
    problems.add(field, "'" + written + "'", "two ports, such as 20000-29999");
    return Optional.empty();
  }

  private HealthSettings health(String field, ProvisionerProperties.Health written) {
    String path = written.path();
    if (path != null && !path.startsWith("/")) {
      problems.add(field + ".path", "'" + path + "'", "a path that begins with a slash");
    }
    return new HealthSettings(
        Optional.ofNullable(path),
        problems.positive(field + ".interval", written.interval()),
        problems.notNegative(field + ".steady", written.steady()));
  }
}
