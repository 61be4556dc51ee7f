package dev.signalbox.deployment;

/** Why an event changes nothing in a phase, in the words that people read. */
public final class Refusals {

  private static final String WAYS_OUT = " Use /retry, /rollback or /abandon.";

  private Refusals() {}

  /** The reason, with the deployment as "it": the reader knows which one was meant. */
  public static String reason(Strategy strategy, Phase phase, Event.Kind event) {
    return switch (phase.kind()) {
      case FINAL -> "it has ended: " + phase.label() + ".";
      case RESTING -> atRest(event);
      case GATE -> atGate(phase, event);
      case ACTING -> whileActing(strategy, phase, event);
    };
  }

  private static String atRest(Event.Kind event) {
    return switch (event) {
      // The only ways out that a guard can close: after a swap whose outcome nobody knows.
      case RETRY, ROLL_BACK ->
          "where production goes could not be read."
              + " Make the switch readable and try again, or use /abandon.";
      case ABORT -> "it has stopped already and needs attention." + WAYS_OUT;
      case APPROVED, REJECTED, EXPIRED ->
          "nothing waits for approval: it needs attention." + WAYS_OUT;
      case COMPLETED, STEP_FAILED, OUTCOME_UNKNOWN, INCONCLUSIVE ->
          "no step is running: it needs attention." + WAYS_OUT;
      case ABANDON, RESTARTED -> "it needs attention." + WAYS_OUT;
    };
  }

  private static String atGate(Phase gate, Event.Kind event) {
    return switch (event) {
      case APPROVED -> "there are not enough valid approvals of what it shows now.";
      case RETRY -> "nothing failed: it is " + gate.label() + ".";
      case ROLL_BACK ->
          "there is nothing to roll back: it is " + gate.label() + ". Use /reject or /abort.";
      case ABANDON -> onlyAtRest(gate);
      case COMPLETED, STEP_FAILED, OUTCOME_UNKNOWN, INCONCLUSIVE ->
          "no step is running: it is " + gate.label() + ".";
      case REJECTED, EXPIRED, ABORT, RESTARTED -> "it is " + gate.label() + ".";
    };
  }

  private static String whileActing(Strategy strategy, Phase phase, Event.Kind event) {
    return switch (event) {
      case ABORT -> "it is " + phase.label() + ": that is not interrupted." + later(phase);
      case ROLL_BACK -> noRollback(strategy, phase);
      case APPROVED, REJECTED, EXPIRED ->
          "nothing waits for approval: it is " + phase.label() + ".";
      case RETRY -> "nothing waits to be tried again: it is " + phase.label() + ".";
      case ABANDON -> onlyAtRest(phase);
      case INCONCLUSIVE -> "only a watch can be inconclusive: it is " + phase.label() + ".";
      case COMPLETED, STEP_FAILED, OUTCOME_UNKNOWN, RESTARTED ->
          "what is true does not say how to go on: it is " + phase.label() + ".";
    };
  }

  private static String onlyAtRest(Phase phase) {
    return "only what needs attention can be abandoned: it is " + phase.label() + ".";
  }

  private static String noRollback(Strategy strategy, Phase phase) {
    if (strategy.isRollback() || phase.isGoingBack()) {
      return "it goes back already: it is " + phase.label() + ".";
    }
    if (!later(phase).isEmpty()) {
      return "it is " + phase.label() + ": that is not interrupted." + later(phase);
    }
    return phase == Phase.CONVERGING
        ? "the old version is being replaced: it is " + phase.label() + ". Use /abort to stop that."
        : "production has not met the new version: it is " + phase.label() + ". Use /abort.";
  }

  /** What people can do after a phase that nobody interrupts. */
  private static String later(Phase phase) {
    return switch (phase) {
      case SWAPPING, ADMITTING -> " Use /rollback when it is done.";
      case RETIRING, UNPREPARING -> " Use /rollback when the deployment is done.";
      case SWAPPING_AWAY -> " Use /abort when it is done.";
      default -> "";
    };
  }
}
