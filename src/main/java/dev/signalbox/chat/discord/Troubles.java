package dev.signalbox.chat.discord;

import dev.signalbox.port.ChatPlatform.Health;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong at present, each with what to do about it. Logged once when it begins and once when
 * it is over, however often it is met in between.
 */
final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  /**
   * Something wrong.
   *
   * @param state what is wrong
   * @param remedy what to do about it
   */
  record Trouble(String state, String remedy) {}

  private final Map<String, Trouble> present = new LinkedHashMap<>();

  /**
   * Something is wrong.
   *
   * @param where what it is about, such as {@code gateway} or {@code channel 1102}
   */
  synchronized void met(String where, Trouble trouble) {
    if (!trouble.equals(present.put(where, trouble))) {
      LOG.warn("Discord, {}: {}. {}.", where, trouble.state(), trouble.remedy());
    }
  }

  /** It works. */
  synchronized void over(String where) {
    Optional.ofNullable(present.remove(where))
        .ifPresent(_ -> LOG.info("Discord, {}: works again", where));
  }

  /** What is wrong now, by what it is about. */
  synchronized Map<String, Trouble> present() {
    return Map.copyOf(present);
  }

  /** As the health endpoint says it; empty while nothing is wrong. */
  synchronized Optional<Health> health() {
    return present.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Health.Troubled(
                present.entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue().state())
                    .collect(Collectors.joining("; ")),
                present.values().stream()
                    .map(Trouble::remedy)
                    .distinct()
                    .collect(Collectors.joining("; "))));
  }
}
