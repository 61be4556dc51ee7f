package dev.signalbox.deployment;

/** What happened to a deployment; its state machine answers with a phase or a refusal. */
public sealed interface Event {

  // No record has a component named "reason": its accessor would silently replace reason() below,
  // which names who gave it.

  /** The phase's steps all went well. */
  record Completed() implements Event {}

  /**
   * A step failed, and what it leaves behind is known: of a forward swap, whether production moved.
   */
  record StepFailed(String what) implements Event {}

  /** A step may or may not have had its effect, and reality could not be read. */
  record OutcomeUnknown(String what) implements Event {}

  /** The watch saw too little to judge. */
  record Inconclusive(String what) implements Event {}

  /** Enough authorised people approved what the gate shows. */
  record Approved() implements Event {}

  /** An authorised person said no. */
  record Rejected(Actor by, String why) implements Event {}

  /** The gate's time passed. */
  record Expired() implements Event {}

  /** A person asked to stop and undo. */
  record Abort(Actor by, String why) implements Event {}

  /** A person asked for the old version back. */
  record RollBack(Actor by, String why) implements Event {}

  /** A person asked to try again what failed. */
  record Retry(Actor by) implements Event {}

  /** A person takes over and ends the deployment as it stands. */
  record Abandon(Actor by, String why) implements Event {}

  /** The process that ran the deployment is gone; another one goes on. */
  record Restarted() implements Event {}

  /** The event without its data, as the strategy tables name it. */
  enum Kind {
    COMPLETED,
    STEP_FAILED,
    OUTCOME_UNKNOWN,
    INCONCLUSIVE,
    APPROVED,
    REJECTED,
    EXPIRED,
    ABORT,
    ROLL_BACK,
    RETRY,
    ABANDON,
    RESTARTED
  }

  /** The event without its data. */
  default Kind kind() {
    return switch (this) {
      case Completed _ -> Kind.COMPLETED;
      case StepFailed _ -> Kind.STEP_FAILED;
      case OutcomeUnknown _ -> Kind.OUTCOME_UNKNOWN;
      case Inconclusive _ -> Kind.INCONCLUSIVE;
      case Approved _ -> Kind.APPROVED;
      case Rejected _ -> Kind.REJECTED;
      case Expired _ -> Kind.EXPIRED;
      case Abort _ -> Kind.ABORT;
      case RollBack _ -> Kind.ROLL_BACK;
      case Retry _ -> Kind.RETRY;
      case Abandon _ -> Kind.ABANDON;
      case Restarted _ -> Kind.RESTARTED;
    };
  }

  /** Why, in words for the channel; empty where the event's kind says it all. */
  default String reason() {
    return switch (this) {
      case StepFailed(String what) -> what;
      case OutcomeUnknown(String what) -> what;
      case Inconclusive(String what) -> what;
      case Rejected(Actor by, String why) -> "rejected by " + by + ": " + why;
      case Abort(Actor by, String why) -> because("aborted by " + by, why);
      case RollBack(Actor by, String why) -> because("rolled back by " + by, why);
      case Abandon(Actor by, String why) -> "abandoned by " + by + ": " + why;
      case Retry(Actor by) -> "retried by " + by;
      case Expired _ -> "the approval expired";
      case Completed _, Approved _, Restarted _ -> "";
    };
  }

  /** What the person gave as a reason; empty where none was given or none can be. */
  default String said() {
    return switch (this) {
      case Rejected(Actor _, String why) -> why;
      case Abort(Actor _, String why) -> why;
      case RollBack(Actor _, String why) -> why;
      case Abandon(Actor _, String why) -> why;
      case StepFailed _, OutcomeUnknown _, Inconclusive _, Retry _ -> "";
      case Completed _, Approved _, Expired _, Restarted _ -> "";
    };
  }

  private static String because(String what, String why) {
    return why.isBlank() ? what : what + ": " + why;
  }
}
