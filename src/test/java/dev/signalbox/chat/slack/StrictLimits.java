package dev.signalbox.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Slack's published limits: per method in a minute, and messages per channel in a second. */
final class StrictLimits {
  private static final Map<String, Integer> A_MINUTE =
      Map.of(
          "chat.update", 50,
          "conversations.history", 50,
          "conversations.replies", 50,
          "reactions.get", 50,
          "conversations.info", 50,
          "usergroups.users.list", 20,
          "users.info", 100,
          "chat.postEphemeral", 100,
          "views.open", 100);
  private static final int BURST = 3;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> calls = new HashMap<>();

  StrictLimits(InstantSource clock) {
    this.clock = clock;
  }

  /** How many seconds to wait; empty when the call may be made, and then it counts. */
  synchronized Optional<Long> after(String method, String channel) {
    Optional<Long> wait =
        method.equals("chat.postMessage")
            ? within(method + channel, BURST, Duration.ofSeconds(BURST))
            : A_MINUTE.containsKey(method)
                ? within(method, A_MINUTE.get(method), Duration.ofMinutes(1))
                : Optional.empty();
    return wait;
  }

  private Optional<Long> within(String row, int most, Duration span) {
    Deque<Instant> made = calls.computeIfAbsent(row, _ -> new ArrayDeque<>());
    Instant now = clock.instant();
    while (!made.isEmpty() && !made.peekFirst().plus(span).isAfter(now)) {
      made.removeFirst();
    }
    if (made.size() >= most) {
      return Optional.of(
          Math.max(1, Duration.between(now, made.peekFirst().plus(span)).toSeconds() + 1));
    }
    made.addLast(now);
    return Optional.empty();
  }
}
