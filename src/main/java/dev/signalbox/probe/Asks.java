package dev.signalbox.probe;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;

/**
 * Tries one kind of check. Never throws for what a target does: that is a failed result.
 *
 * @param <C> the kind
 */
@FunctionalInterface
public interface Asks<C extends SmokeCheck> {

  /** Tries it once. */
  CheckResult ask(Target target, C check);
}
