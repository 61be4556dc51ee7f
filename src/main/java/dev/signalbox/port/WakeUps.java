package dev.signalbox.port;

import dev.signalbox.deployment.Hold;
import dev.signalbox.topology.Lane;
import java.time.Instant;

/**
 * Durable wake-ups, scheduled within the present transaction. A wake-up happens at least once, at
 * or after its time, also after a restart, in some instance.
 */
public interface WakeUps {

  /** What to wake for. */
  sealed interface WakeUp {
    /** A gate's time passes. */
    record GateExpires(long gate) implements WakeUp {}

    /** A gate's approvers are to be reminded. */
    record RemindApprovers(long gate) implements WakeUp {}

    /** A kept cluster's time passes. */
    record KeptExpires(Lane lane) implements WakeUp {}

    /** A hold's time passes. */
    record HoldExpires(Hold.Scope scope) implements WakeUp {}
  }

  /**
   * Schedules; the same wake-up scheduled before is moved to the new time. While it happens it can
   * be scheduled again.
   */
  void at(Instant time, WakeUp wakeUp);
}
