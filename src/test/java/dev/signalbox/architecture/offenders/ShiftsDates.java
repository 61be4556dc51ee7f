package dev.signalbox.architecture.offenders;

import java.time.LocalDate;
import java.time.ZoneOffset;

public final class ShiftsDates {
  LocalDate tomorrow() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(1);
  }
}
