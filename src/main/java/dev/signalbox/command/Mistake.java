package dev.signalbox.command;

import java.io.Serial;

/**
 * A line that cannot be understood, with what the one who typed it reads. Never leaves the room.
 */
final class Mistake extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  Mistake(String reason) {
    // Where in the parser it arose is of no interest to anybody.
    super(reason, null, false, false);
  }

  /** The reason as a person reads it. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
