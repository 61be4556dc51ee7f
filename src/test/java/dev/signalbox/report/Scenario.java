package dev.signalbox.report;

import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;

/** How a deployment fares. */
public enum Scenario {
  HAPPY,
  REJECTED,
  SMOKE_FAILED,
  WATCH_FAILED,
  NEEDS_ATTENTION;

  /** The phase whose last step fails. */
  boolean failsIn(Phase phase, Strategy strategy) {
    boolean rolling = strategy == Strategy.ROLLING_UPDATE;
    return switch (this) {
      case HAPPY, REJECTED -> false;
      case SMOKE_FAILED -> phase == (rolling ? Phase.CANARY : Phase.SMOKING);
      case WATCH_FAILED -> phase == Phase.WATCHING;
      case NEEDS_ATTENTION ->
          phase == Phase.WATCHING || phase == (rolling ? Phase.UNDOING : Phase.SWAPPING_BACK);
    };
  }
}
