package dev.signalbox.chat.slack;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the bot is a member of one Slack workspace.
 *
 * @param door how Slack reaches the bot
 * @param botToken {@code xoxb-…}
 * @param workspace the team's id; empty for the one that the bot token belongs to
 * @param appId the app's id; empty where it is not checked
 * @param approving the names of the emoji that approve, without colons and skin tone
 * @param api where the Web API is, with a slash at its end
 * @param interval the shortest time between two messages in one channel
 */
public record SlackSettings(
    Door door,
    String botToken,
    Optional<String> workspace,
    Optional<String> appId,
    Set<String> approving,
    URI api,
    Duration interval) {

  /** Slack's own Web API. */
  public static final URI SLACK = URI.create("https://slack.com/api/");

  /** What Slack allows: one message per second and channel. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Copies the emoji. */
  public SlackSettings {
    approving = Set.copyOf(approving);
  }

  /** How Slack reaches the bot. */
  public sealed interface Door {
    /**
     * The bot opens a websocket to Slack, so that no port need be open.
     *
     * @param appToken {@code xapp-…}, with the scope connections:write
     */
    record SocketMode(String appToken) implements Door {
      /** Shows no token, so that no log can. */
      @Override
      public String toString() {
        return "SocketMode[]";
      }
    }

    /**
     * Slack posts to {@code /slack/events}.
     *
     * @param signingSecret what its requests are signed with
     */
    record Http(String signingSecret) implements Door {
      /** Shows no secret, so that no log can. */
      @Override
      public String toString() {
        return "Http[]";
      }
    }
  }

  /** Shows no token, so that no log can. */
  @Override
  public String toString() {
    return "SlackSettings[" + door + ", workspace=" + workspace + ", api=" + api + "]";
  }
}
