package dev.signalbox.architecture.offenders;

import java.time.Clock;

public final class MakesItsOwnClock {
  Clock make() {
    return Clock.systemUTC();
  }
}
