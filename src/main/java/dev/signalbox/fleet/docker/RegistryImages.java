package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.fleet.docker.DockerSettings.Login;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Images of a registry. A version stands for the digest that the registry has under its tag; it is
 * pulled by that digest, so that a tag that was moved meanwhile changes nothing.
 */
final class RegistryImages implements Images {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int OK = 200;
  private static final int LONGEST = 200;

  private final List<Engine> engines;
  private final ImageSource.Registry source;

  RegistryImages(List<Engine> engines, ImageSource.Registry source) {
    this.engines = List.copyOf(engines);
    this.source = source;
  }

  /** The first engine that answers asks the registry, with its own certificates and mirrors. */
  @Override
  public Resolved resolve(Version version) {
    String name = source.name().replace("{version}", version.text());
    PortFailure.Unreachable last = null;
    for (Engine engine : engines) {
      try {
        return engine.raw(http -> resolved(engine, name, http));
      } catch (PortFailure.Unreachable e) {
        last = e;
      }
    }
    throw last == null ? new IllegalStateException("no engine is configured") : last;
  }

  private Resolved resolved(Engine engine, String name, DockerHttpClient http) {
    Request.Builder request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/distribution/" + name + "/json")
            .putHeader("Accept", "application/json");
    source.login().ifPresent(it -> request.putHeader("X-Registry-Auth", header(name, it)));
    try (DockerHttpClient.Response response = http.execute(request.build())) {
      String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode answer = JSON.readTree(body);
      String digest = answer.path("Descriptor").path("digest").asString("");
      if (response.getStatusCode() == OK && digest.startsWith("sha256:")) {
        return new Resolved.Exactly(withoutTag(name) + "@" + digest);
      }
      String reason = Excerpt.of(answer.path("message").asString("no reason"), LONGEST);
      return new Resolved.Missing(
          "there is no image "
              + name
              + " to pull: "
              + reason
              + " (asked by engine "
              + engine
              + ")"
              + ". Push it, or correct equipment.provisioner.docker.image.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      throw new UncheckedIOException(new IOException("no JSON: " + e.getOriginalMessage(), e));
    }
  }

  private static String header(String name, Login login) {
    Map<String, String> words =
        Map.of(
            "username", login.user(),
            "password", login.password().reveal(),
            "serveraddress", name.substring(0, Math.max(0, name.indexOf('/'))));
    byte[] json = JSON.writeValueAsBytes(words);
    return Base64.getUrlEncoder().encodeToString(json);
  }

  /** {@code registry:5000/shop:v2} without {@code :v2}. */
  static String withoutTag(String name) {
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
  }

  @Override
  public Optional<String> bring(Engine engine, Version version, String artifact, Attempt attempt) {
    if (isThere(engine, artifact)) {
      return Optional.empty();
    }
    attempt.progress("engine " + engine + " pulls " + artifact);
    try {
      Optional<String> failed =
          engine.change(
              "pull " + artifact,
              client -> {
                PullImageCmd pull = client.pullImageCmd(artifact);
                source.login().ifPresent(it -> pull.withAuthConfig(auth(it)));
                return Transfer.<PullResponseItem>follow(callback -> pull.exec(callback), attempt);
              });
      return failed.map(why -> "engine " + engine + " could not pull " + artifact + ": " + why);
    } catch (DockerException e) {
      return Optional.of(
          "engine " + engine + " could not pull " + artifact + ": " + Failures.refusal(e));
    }
  }

  private static AuthConfig auth(Login login) {
    return new AuthConfig().withUsername(login.user()).withPassword(login.password().reveal());
  }

  static boolean isThere(Engine engine, String image) {
    try {
      var _ = engine.ask(client -> client.inspectImageCmd(image).exec());
      return true;
    } catch (NotFoundException _) {
      return false;
    }
  }
}
