package dev.signalbox.chat.slack;

import dev.signalbox.port.ChatPlatform.Health;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with Slack, each thing under a name of its own; the log is told of each change. */
final class SlackHealth {
  /** Under which what the token may do is kept. */
  static final String ACCESS = "the bot's access";

  /** Under which the websocket is kept. */
  static final String CONNECTION = "the connection";

  private static final Logger LOG = LoggerFactory.getLogger(SlackHealth.class);

  private final Map<String, Health.Troubled> troubles = new TreeMap<>();
  private String as = "not reached yet";

  /** Under which a channel is kept. */
  static String channel(String address) {
    return "channel " + address;
  }

  synchronized void trouble(String thing, String state, String remedy) {
    Health.Troubled trouble = new Health.Troubled(state, remedy);
    if (!trouble.equals(troubles.put(thing, trouble))) {
      LOG.warn("Slack, {}: {}. What to do: {}.", thing, state, remedy);
    }
  }

  void trouble(String thing, SlackError error, String needed) {
    trouble(
        thing,
        "Slack says " + error.code() + (needed.isEmpty() ? "" : " (needed: " + needed + ")"),
        error.remedy());
  }

  synchronized void well(String thing) {
    if (troubles.remove(thing) != null) {
      LOG.info("Slack, {}: well again", thing);
    }
  }

  /** Who the bot is, and where. */
  synchronized void reached(String state) {
    as = state;
    well(ACCESS);
  }

  synchronized Health health() {
    if (troubles.isEmpty()) {
      return new Health.Well(as);
    }
    return new Health.Troubled(
        troubles.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().state())
            .collect(Collectors.joining("; ")),
        troubles.values().stream()
            .map(Health.Troubled::remedy)
            .distinct()
            .collect(Collectors.joining("; ")));
  }
}
