package dev.signalbox.deployment;

/**
 * Who did something, as the journal keeps it.
 *
 * @param person the configured person's name, or the account where it is linked to nobody
 * @param account the platform and the identity it came through, such as {@code slack:U123}
 */
public record Actor(String person, String account) {

  /** Signalbox itself: wake-ups, verdicts of the watch, recovery. */
  public static final Actor SIGNALBOX = new Actor("signalbox", "signalbox");

  @Override
  public String toString() {
    return person;
  }
}
