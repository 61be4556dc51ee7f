package dev.signalbox.crash;

import java.util.Locale;

/**
 * Where the bot ends in the middle of a deployment.
 *
 * @param kind what is counted
 * @param count how many of it have to be there
 * @param millis how long after that it ends; of no meaning for what ends it at once
 */
record CrashPoint(Kind kind, int count, int millis) {

  /** What is counted. */
  enum Kind {
    /** It does not end before its time. */
    NEVER,
    /** Journal entries of the deployment, deliveries left out; it ends with the commit. */
    ENTRY,
    /** Messages whose delivery the journal knows; it ends with the commit. */
    DELIVERY,
    /** Changes that were made outside: it ends before the journal hears of the outcome. */
    EFFECT,
    /** Changes that were asked for outside: it ends while the last one is being made. */
    DURING,
    /** Nothing; it is killed from outside, some time after the deployment was asked for. */
    TIME
  }

  static final CrashPoint NEVER = new CrashPoint(Kind.NEVER, 0, 0);

  static CrashPoint at(Kind kind, int count) {
    return new CrashPoint(kind, count, 0);
  }

  static CrashPoint during(int effect, int millis) {
    return new CrashPoint(Kind.DURING, effect, millis);
  }

  static CrashPoint atTime(int millis) {
    return new CrashPoint(Kind.TIME, 0, millis);
  }

  /** Reads {@link #toString}. */
  static CrashPoint parse(String text) {
    String[] parts = text.split(":", -1);
    return new CrashPoint(
        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + count + ":" + millis;
  }
}
