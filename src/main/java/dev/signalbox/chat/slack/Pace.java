package dev.signalbox.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps calls apart, so that Slack seldom has to say 429: messages by channel, and the methods of a
 * tier for the whole app. Whoever is early waits here, some seconds at most, since a message that
 * was refused has to be looked for before it is posted again.
 */
final class Pace {
  /** Slack's third tier is fifty a minute and more; a few less leave room for people. */
  static final Duration TIER_3 = Duration.ofMillis(1_300);

  private static final int BURST = 5;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final Map<String, Instant> next = new HashMap<>();

  Pace(InstantSource clock, Consumer<Duration> pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits for the turn of one in a strict row, such as the messages of a channel. */
  void strictly(String row, Duration interval) {
    await(row, interval, Duration.ZERO);
  }

  /** Waits for the turn of one in a row that may have a short burst. */
  void loosely(String row, Duration interval) {
    await(row, interval, interval.multipliedBy(BURST));
  }

  private void await(String row, Duration interval, Duration ahead) {
    Duration wait;
    synchronized (this) {
      Instant now = clock.instant();
      Instant turn = next.getOrDefault(row, now);
      Instant earliest = now.minus(ahead);
      turn = turn.isBefore(earliest) ? earliest : turn;
      next.put(row, turn.plus(interval));
      wait = Duration.between(now, turn);
    }
    if (wait.isPositive()) {
      pause.accept(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
  }
}
