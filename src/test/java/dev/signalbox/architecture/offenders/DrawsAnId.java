package dev.signalbox.architecture.offenders;

import java.util.UUID;

public final class DrawsAnId {
  UUID draw() {
    return UUID.randomUUID();
  }
}
