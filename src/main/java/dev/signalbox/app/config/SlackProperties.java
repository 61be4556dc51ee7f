package dev.signalbox.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slack. A secret is written itself, best as a variable of the environment, or as the path of a
 * file that it stands in.
 *
 * @param mode socket or http
 * @param workspace the team's id
 * @param approving the names of the emoji that approve
 */
public record SlackProperties(
    @Nullable String mode,
    @Nullable String botToken,
    @Nullable Path botTokenFile,
    @Nullable String appToken,
    @Nullable Path appTokenFile,
    @Nullable String signingSecret,
    @Nullable Path signingSecretFile,
    @Nullable String workspace,
    @Nullable String appId,
    @Nullable List<String> approving,
    @Nullable URI apiUrl,
    @Nullable Duration messageInterval) {

  /** Shows no secret, so that no log can. */
  @Override
  public String toString() {
    return "SlackProperties[mode=" + mode + ", workspace=" + workspace + "]";
  }
}
