package dev.signalbox.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Discord is reached, for the channels that are there.
 *
 * @param tokenFile whose content is the bot's token
 * @param token the bot's token itself; meant to come from the environment
 * @param approving the emoji that approve
 * @param apiUrl where its REST API is
 * @param gatewayUrl where its gateway is; what the API says if unsaid
 */
public record DiscordProperties(
    @Nullable Path tokenFile,
    @Nullable String token,
    @DefaultValue("✅") List<String> approving,
    @DefaultValue("https://discord.com/api/v10/") URI apiUrl,
    @Nullable URI gatewayUrl) {

  /** Shows no token, so that no log can. */
  @Override
  public String toString() {
    return "DiscordProperties[tokenFile=" + tokenFile + ", approving=" + approving + "]";
  }
}
