package dev.signalbox.traffic.haproxy;

import java.time.Duration;

/** The moment by which an answer must be there. */
record Deadline(long end) {

  static Deadline after(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The time that is left; zero or negative when it has passed. */
  Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }
}
