package dev.signalbox.deployment;

/** What a deployment's state machine answers to an event. */
public sealed interface Decision {

  /**
   * The deployment enters a phase.
   *
   * @param to which may be the phase it is in, entered once more
   */
  record Moves(Phase to) implements Decision {}

  /**
   * The event changes nothing.
   *
   * @param reason what people read, said of the deployment as "it"
   */
  record Refused(String reason) implements Decision {}
}
