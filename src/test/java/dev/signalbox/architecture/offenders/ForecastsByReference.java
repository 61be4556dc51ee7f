package dev.signalbox.architecture.offenders;

import java.time.Instant;
import java.util.function.Supplier;

public final class ForecastsByReference {
  Supplier<Instant> later() {
    return Instant::now;
  }
}
