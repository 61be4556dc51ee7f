package dev.signalbox.port;

import java.time.Instant;

/**
 * What came in from the platforms already, so that what they deliver twice is done once, also
 * across restarts and in several instances. Each change is a transaction of its own and durable
 * when the method returns, so not to be made within {@link Transactions#in}.
 */
public interface Inbox {

  /**
   * Notes that this came in.
   *
   * @param key what the platform names it by, with the platform; longer than 400 characters is
   *     refused
   * @param until from when on it cannot come again, so that it need not be remembered
   * @return true for exactly one of all calls with this key before its time
   */
  boolean first(String key, Instant now, Instant until);

  /** Whether it is noted and its time has not come. */
  boolean has(String key, Instant now);

  /** Forgets it: should it come again, that is something new. */
  void forget(String key);
}
