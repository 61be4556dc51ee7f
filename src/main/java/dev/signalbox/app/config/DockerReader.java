package dev.signalbox.app.config;

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
import dev.signalbox.port.Provisioner;
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
  private final Optional<Part<GroupRegistrar>> registrar;

  /**
   * Reads what works together with this.
   *
   * @param registrar what makes groups known to the router; empty where something is wrong with it
   */
  DockerReader(Problems problems, Optional<Part<GroupRegistrar>> registrar) {
    this.problems = problems;
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
        site -> new DockerProvisioner(site.lane().lane(), settings, registrar.get().make(site)));
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
    Path file = written.passwordFile();
    String user = written.user();
    if (user == null && file == null) {
      return Optional.empty();
    }
    if (user == null || file == null) {
      problems.add(field, "half a login", "both user and password-file, or none of them");
      return Optional.empty();
    }
    return content(field + ".password-file", file).map(password -> new Login(user, password));
  }

  /** What a file says, without the end of its last line. */
  private Optional<String> content(String field, Path file) {
    try {
      return Optional.of(Files.readString(file).stripTrailing());
    } catch (IOException e) {
      problems.add(field, "'" + file + "', which cannot be read", "a file that the bot may read");
      return Optional.empty();
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
    Map<String, String> environment = new LinkedHashMap<>(written.environment());
    written
        .environmentFiles()
        .forEach(
            (name, file) ->
                content(field + ".environment-files." + Fields.key(name), file)
                    .ifPresent(value -> environment.put(name, value)));
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
