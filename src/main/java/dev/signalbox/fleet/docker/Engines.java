package dev.signalbox.fleet.docker;

import dev.signalbox.fleet.docker.DockerSettings.Connection;
import dev.signalbox.fleet.docker.DockerSettings.EngineSettings;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import java.time.Duration;
import java.util.List;

/** Makes engines and sources of images from what is configured; nobody is asked yet. */
final class Engines {

  private Engines() {}

  static List<Engine> of(DockerSettings settings) {
    // An engine takes as long to answer as a container takes to end.
    Duration timeout = settings.timeout().plus(settings.container().stopGrace());
    return settings.engines().stream()
        .map(it -> new Engine(it.name(), it.host(), line(it, timeout)))
        .toList();
  }

  private static Engine.Line line(EngineSettings engine, Duration timeout) {
    return switch (engine.connection()) {
      case Connection.Socket(var path) -> DirectLine.socket(path, timeout);
      case Connection.Tls tls -> DirectLine.tls(tls, timeout);
      case Connection.OverSsh way -> new SshLine(way, timeout);
    };
  }

  static Images images(ImageSource source, List<Engine> engines) {
    return switch (source) {
      case ImageSource.Registry registry -> new RegistryImages(engines, registry);
      case ImageSource.Archive archive -> new ArchivedImages(archive);
      case ImageSource.OnEngines present -> new PresentImages(engines, present);
    };
  }
}
