package dev.signalbox.deployment;

/**
 * What a person asked for while a step ran; it is taken up when the step ends, never by
 * interrupting.
 *
 * @param kind {@link Event.Kind#ABORT} or {@link Event.Kind#ROLL_BACK}
 */
public record StopRequest(Event.Kind kind, Actor by, String reason) {

  /** Refuses other kinds. */
  public StopRequest {
    if (kind != Event.Kind.ABORT && kind != Event.Kind.ROLL_BACK) {
      throw new IllegalArgumentException(kind + " does not stop anything");
    }
  }

  /** The event that the machine is fed with. */
  public Event event() {
    return kind == Event.Kind.ABORT ? new Event.Abort(by, reason) : new Event.RollBack(by, reason);
  }
}
