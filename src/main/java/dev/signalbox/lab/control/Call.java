package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * One request to the control API, taken apart.
 *
 * @param path what stands for the names in the route's pattern
 * @param query the query's fields
 * @param body as it came
 */
record Call(Map<String, String> path, Map<String, String> query, String body) {
  private static final long LONGEST_WAIT = Duration.ofSeconds(30).toMillis();

  String lane() {
    return path.containsKey("application") ? named("application") + "/" + named("stage") : "";
  }

  /** The node or group that it is about; empty text for neither. */
  String subject() {
    return path.getOrDefault("node", path.getOrDefault("group", ""));
  }

  String named(String name) {
    return path.getOrDefault(name, "");
  }

  /** How long the caller wants to wait for what it asks for; at most half a minute. */
  Duration patience() {
    String millis = query.getOrDefault("wait", "0");
    try {
      return Duration.ofMillis(Math.clamp(Long.parseLong(millis), 0, LONGEST_WAIT));
    } catch (NumberFormatException odd) {
      throw new BadCallException("wait: found '" + millis + "', write milliseconds");
    }
  }

  Instant since() {
    String text = query.getOrDefault("since", "1970-01-01T00:00:00Z");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException odd) {
      throw new BadCallException(
          "since: found '" + text + "', write an instant such as 2026-01-31T09:30:00Z");
    }
  }

  <T> T asked(Class<T> type) {
    try {
      T asked = Json.MAPPER.readValue(body, type);
      if (asked == null) {
        throw new BadCallException("The body is null; ask for something.");
      }
      return asked;
    } catch (JacksonException odd) {
      throw new BadCallException("The body is not what is asked for: " + odd.getOriginalMessage());
    }
  }

  static final class BadCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCallException(String message) {
      super(message);
    }
  }
}
