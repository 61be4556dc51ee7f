package dev.signalbox.chat.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * Makes guessing passwords slow: after a few failures for one name from one address, that address
 * has to wait for that name, longer each time. The right person at another address does not.
 */
final class LoginThrottle {

  /** Failures that cost nothing. */
  static final int FREE = 5;

  private static final int REMEMBERED = 10_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private final InstantSource clock;
  private final LinkedHashMap<Attempt, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  private record Attempt(String name, String address) {}

  private record Failures(int count, Instant until) {}

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether this address has to wait before it may try this name again. */
  synchronized boolean mustWait(String name, String address) {
    Failures known = failures.get(new Attempt(name, address));
    return known != null && clock.instant().isBefore(known.until());
  }

  /** Notes a failed attempt. */
  synchronized void failed(String name, String address) {
    Instant now = clock.instant();
    failures.compute(
        new Attempt(name, address),
        (_, known) -> {
          int count = known == null ? 1 : known.count() + 1;
          return new Failures(count, now.plus(waitAfter(count)));
        });
    if (failures.size() > REMEMBERED) {
      // The one that was tried the longest ago; an attacker who makes up names forgets them first.
      failures.pollFirstEntry();
    }
  }

  /** Forgets the failures of one who has come in. */
  synchronized void succeeded(String name, String address) {
    failures.remove(new Attempt(name, address));
  }

  private static Duration waitAfter(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
