package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.topology.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images that somebody else brings to every engine. */
final class PresentImages implements Images {

  private final List<Engine> engines;
  private final ImageSource.OnEngines source;

  PresentImages(List<Engine> engines, ImageSource.OnEngines source) {
    this.engines = List.copyOf(engines);
    this.source = source;
  }

  @Override
  public Resolved resolve(Version version) {
    String name = source.name().replace("{version}", version.text());
    Map<String, String> ids = new LinkedHashMap<>();
    for (Engine engine : engines) {
      try {
        ids.put(engine.name(), engine.ask(client -> client.inspectImageCmd(name).exec()).getId());
      } catch (NotFoundException _) {
        return new Resolved.Missing(
            "engine " + engine + " has no image " + name + ". Build, pull or load it there.");
      }
    }
    List<String> different = ids.values().stream().distinct().toList();
    return different.size() == 1
        ? new Resolved.Exactly(different.getFirst())
        : new Resolved.Missing(
            "the engines have different images under the name " + name + ": " + ids);
  }

  @Override
  public Optional<String> bring(Engine engine, Version version, String artifact, Attempt attempt) {
    return RegistryImages.isThere(engine, artifact)
        ? Optional.empty()
        : Optional.of(
            "engine "
                + engine
                + " does not have the image any more that was approved, "
                + artifact);
  }
}
