package dev.signalbox.architecture.offenders;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

public final class HasItsFieldFilled {
  @Autowired @Nullable Clock clock;
}
