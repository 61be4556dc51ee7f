package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.LoadResponseItem;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Images in files of this machine, each named by the id that it has once it is loaded. */
final class ArchivedImages implements Images {

  private static final int LONGEST = 120;

  private final ImageSource.Archive source;

  ArchivedImages(ImageSource.Archive source) {
    this.source = source;
  }

  private Path file(Version version) {
    return Path.of(source.file().replace("{version}", version.text()));
  }

  @Override
  public Resolved resolve(Version version) {
    try {
      return new Resolved.Exactly(ImageArchive.imageId(file(version)));
    } catch (NoSuchFileException e) {
      return new Resolved.Missing(
          "there is no file " + file(version) + ". Put the image there, as docker save writes it.");
    } catch (IOException e) {
      return new Resolved.Missing(file(version) + " cannot be used: " + words(e) + ".");
    }
  }

  private static String words(IOException e) {
    return Excerpt.of(Objects.toString(e.getMessage(), e.getClass().getSimpleName()), LONGEST);
  }

  @Override
  public Optional<String> bring(Engine engine, Version version, String artifact, Attempt attempt) {
    if (RegistryImages.isThere(engine, artifact)) {
      return Optional.empty();
    }
    // Looked at before it is loaded, or another image would be among the engine's from then on.
    if (!resolve(version).equals(new Resolved.Exactly(artifact))) {
      return Optional.of(
          file(version) + " is not the image any more that was approved, " + artifact);
    }
    attempt.progress("engine " + engine + " loads " + file(version));
    try (InputStream in = Files.newInputStream(file(version))) {
      Optional<String> failed =
          engine.change(
              "load " + file(version),
              client ->
                  Transfer.<LoadResponseItem>follow(
                      callback -> client.loadImageAsyncCmd(in).exec(callback), attempt));
      return failed
          .or(
              () ->
                  RegistryImages.isThere(engine, artifact)
                      ? Optional.empty()
                      : Optional.of("what it loaded is not " + artifact))
          .map(why -> "engine " + engine + " could not load " + file(version) + ": " + why);
    } catch (DockerException e) {
      return Optional.of(
          "engine " + engine + " could not load " + file(version) + ": " + Failures.refusal(e));
    } catch (IOException e) {
      return Optional.of(file(version) + " cannot be read: " + words(e));
    }
  }
}
