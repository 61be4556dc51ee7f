package dev.signalbox.traffic.dns;

import java.time.Duration;

/** The moment after which one reading or change is given up. Real time: servers do not wait. */
record Deadline(long nanos) {
  /** So long from now. */
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The earlier of this one and so long from now. */
  Deadline within(Duration time) {
    Deadline sooner = in(time);
    return sooner.nanos - nanos < 0 ? sooner : this;
  }

  /** What is left in milliseconds, at least 1: sockets take 0 for no limit. */
  int millis() {
    return Math.clamp((nanos - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
  }

  /** Whether it has come. */
  boolean isPast() {
    return System.nanoTime() - nanos >= 0;
  }
}
