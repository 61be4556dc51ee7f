package dev.signalbox.engine;

import dev.signalbox.deployment.Plan;

/** What became of the wish for a plan. */
public sealed interface Planned {

  /** This is what would be done. */
  record Ready(Plan plan) implements Planned {}

  /** It cannot be done, for this reason, which names the remedy. */
  record Impossible(String reason) implements Planned {}
}
