package dev.signalbox.lab.control.told;

/**
 * What is being done to a node or a server group, or was done last.
 *
 * @param state how far it is
 * @param goal the version that it is about; empty text when idle
 * @param reason why it failed; empty text otherwise
 */
public record WorkTold(State state, String goal, String reason) {

  /** How far a piece of work is. */
  public enum State {
    /** Nothing was done since the lab started. */
    IDLE,
    /** Under way. */
    RUNNING,
    /** Done. */
    DONE,
    /** Given up. */
    FAILED
  }
}
