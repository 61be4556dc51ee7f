package dev.signalbox.lab.site;

/** What is being done, or was done last, to a node or a server group. */
public sealed interface Work {

  /** Nothing since the lab started. */
  record Idle() implements Work {}

  /** Under way. */
  record Running(String goal) implements Work {}

  /** Done. */
  record Done(String goal) implements Work {}

  /** Given up, for the reason given. */
  record Failed(String goal, String reason) implements Work {}

  /** Whether something is under way. */
  default boolean isRunning() {
    return this instanceof Running;
  }
}
