package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.port.Provisioner.ServerGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tries every engine, and whether an image of the lane can be had, without changing anything. */
final class EngineInspection {

  private static final double GIGABYTE = 1e9;
  private static final String WHERE = "equipment.provisioner.docker.";

  private final List<Engine> engines;
  private final Supplier<List<ServerGroup>> groups;
  private final Images images;

  EngineInspection(List<Engine> engines, Supplier<List<ServerGroup>> groups, Images images) {
    this.engines = List.copyOf(engines);
    this.groups = groups;
    this.images = images;
  }

  List<Finding> inspect() {
    List<Finding> found = new ArrayList<>();
    boolean reachable = true;
    for (Engine engine : engines) {
      Finding answer = answer(engine);
      found.add(answer);
      if (answer instanceof Finding.Good) {
        found.add(disk(engine));
      } else {
        reachable = false;
      }
    }
    found.add(reachable ? image() : new Finding.Untried("images", "not every engine answers"));
    return found;
  }

  private static Finding answer(Engine engine) {
    String what = "Docker Engine " + engine;
    try {
      Version version = engine.ask(client -> client.versionCmd().exec());
      return new Finding.Good(
          what,
          "version " + version.getVersion() + ", API " + version.getApiVersion() + " answers");
    } catch (PortFailure e) {
      return new Finding.Bad(
          what, e.reason(), "start it, or correct " + WHERE + "engines." + engine);
    } catch (DockerException e) {
      return new Finding.Bad(
          what, Failures.refusal(e), "let this user speak to it, or use another certificate");
    }
  }

  /** Docker does not say how much is free; but what it could free by itself. */
  private static Finding disk(Engine engine) {
    String what = "disk of Docker Engine " + engine;
    try {
      return new Finding.Good(what, engine.raw(EngineInspection::usage));
    } catch (PortFailure e) {
      return new Finding.Untried(what, e.reason());
    }
  }

  private static String usage(DockerHttpClient http) {
    Request request = Request.builder().method(Request.Method.GET).path("/system/df").build();
    try (DockerHttpClient.Response response = http.execute(request);
        InputStream body = response.getBody()) {
      JsonNode usage = JsonMapper.shared().readTree(body);
      long unused = 0;
      for (JsonNode image : usage.path("Images")) {
        boolean isUnused = image.path("Containers").asInt(0) == 0;
        unused += isUnused ? Math.max(0, image.path("Size").asLong(0)) : 0;
      }
      return String.format(
          Locale.ROOT,
          "%d images take %.1f GB, %.1f GB of it unused (docker image prune)",
          usage.path("Images").size(),
          usage.path("LayersSize").asLong(0) / GIGABYTE,
          unused / GIGABYTE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a version that is there, since others are not known here. */
  private Finding image() {
    try {
      Optional<ServerGroup> newest = groups.get().stream().reduce((_, later) -> later);
      if (newest.isEmpty()) {
        return new Finding.Untried("image", "the lane has no server group whose version is known");
      }
      String what = "image of " + newest.get().version();
      return switch (images.resolve(newest.get().version())) {
        case Resolved.Exactly(String artifact) -> new Finding.Good(what, artifact);
        case Resolved.NameOnly _ -> new Finding.Untried(what, "only its name is known");
        case Resolved.Missing(String reason) ->
            new Finding.Bad(what, reason, "bring the image back, or correct " + WHERE + "image");
      };
    } catch (PortFailure e) {
      return new Finding.Untried("image", e.reason());
    }
  }
}
