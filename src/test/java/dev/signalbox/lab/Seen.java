package dev.signalbox.lab;

import dev.signalbox.port.PatientAttempt;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what a test will see sooner or later, and fails when it does not. */
final class Seen {
  private Seen() {}

  static void until(Callable<Boolean> condition) throws Exception {
    PatientAttempt patience = PatientAttempt.longEnough();
    while (!condition.call()) {
      if (!patience.pause(Duration.ofMillis(5))) {
        throw new AssertionError("it was not seen in time");
      }
    }
  }
}
