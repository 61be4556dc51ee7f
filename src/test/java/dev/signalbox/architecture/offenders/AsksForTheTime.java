package dev.signalbox.architecture.offenders;

import java.time.Instant;

public final class AsksForTheTime {
  Instant ask() {
    return Instant.now();
  }
}
