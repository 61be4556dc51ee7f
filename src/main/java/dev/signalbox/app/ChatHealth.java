package dev.signalbox.app;

import dev.signalbox.port.ChatPlatform;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * How the chat platforms are, on the health endpoint. A platform in trouble is {@code DEGRADED},
 * never down: deployments go on without it, and nobody should restart the bot for it.
 */
final class ChatHealth implements HealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED");

  private final List<ChatPlatform> platforms;

  ChatHealth(List<ChatPlatform> platforms) {
    this.platforms = List.copyOf(platforms);
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (ChatPlatform platform : platforms) {
      switch (platform.health()) {
        case ChatPlatform.Health.Well(String state) ->
            health.withDetail(platform.platform(), state);
        case ChatPlatform.Health.Troubled(String state, String remedy) ->
            health
                .status(DEGRADED)
                .withDetail(platform.platform(), state + ". What to do: " + remedy + ".");
      }
    }
    return health.build();
  }
}
