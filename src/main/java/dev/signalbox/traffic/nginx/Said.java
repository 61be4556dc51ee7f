package dev.signalbox.traffic.nginx;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.Machine.Ended;

/** How a program came to its end, in words for people. */
final class Said {
  private static final int LONGEST = 400;

  private Said() {}

  /** Words that go on after the program's name. */
  static String by(Ended ended) {
    return switch (ended) {
      case Ended.Exited(int code, String _, String printed) -> "ended with " + code + told(printed);
      case Ended.Killed(String signal, String printed) -> "was killed by " + signal + told(printed);
      case Ended.TimedOut(String printed) -> "took too long" + told(printed);
      case Ended.Stopped(String printed) -> "was stopped" + told(printed);
      case Ended.NotStarted(String reason) -> "could not be started: " + reason;
    };
  }

  /** What was printed, on one line, behind a colon. */
  static String told(String printed) {
    String line = printed.strip().replaceAll("\\s*\\R\\s*", "; ");
    return line.isEmpty() ? "" : ": " + Excerpt.of(line, LONGEST);
  }
}
