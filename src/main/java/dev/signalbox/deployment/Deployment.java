package dev.signalbox.deployment;

import java.time.Instant;
import java.util.Optional;

/**
 * One run, as the database has it.
 *
 * @param visit counts the phases that were entered, so that a phase entered twice has steps of its
 *     own each time
 * @param restedIn the phase that failed, while the deployment is in {@link Phase#NEEDS_ATTENTION}
 * @param ending why it left the path to success
 * @param reason the same in words; empty on the path to success
 * @param served whether production met the new version
 * @param away whether traffic was moved off the primary cluster and has not returned
 * @param request what a person asked for while a step ran, to be taken up when the step ends
 */
public record Deployment(
    DeploymentId id,
    Plan plan,
    Actor requester,
    Instant requestedAt,
    Phase phase,
    int visit,
    Optional<Phase> restedIn,
    Ending ending,
    String reason,
    boolean served,
    boolean away,
    Optional<StopRequest> request) {

  /** A deployment that begins. */
  public static Deployment begin(DeploymentId id, Plan plan, Actor requester, Instant at) {
    return new Deployment(
        id,
        plan,
        requester,
        at,
        plan.strategy().table().initial(),
        1,
        Optional.empty(),
        Ending.NONE,
        "",
        false,
        false,
        Optional.empty());
  }

  /** The same deployment after its machine moved it to a phase; any stop request is answered. */
  public Deployment enter(Phase next, Event event) {
    boolean rests = next == Phase.NEEDS_ATTENTION;
    boolean leaves = ending == Ending.NONE && endingOf(event) != Ending.NONE && !staysOnPath(next);
    return new Deployment(
        id,
        plan,
        requester,
        requestedAt,
        next,
        visit + 1,
        rests
            ? Optional.of(phase == Phase.NEEDS_ATTENTION ? restedIn.orElse(phase) : phase)
            : Optional.empty(),
        leaves ? endingOf(event) : ending,
        reasonAfter(event, next, leaves),
        served,
        away,
        Optional.empty());
  }

  /** Why it left the path stays known to its end; why it rests is forgotten when it goes on. */
  private String reasonAfter(Event event, Phase next, boolean leaves) {
    boolean onPath = ending == Ending.NONE;
    if (leaves || next == Phase.ABANDONED || (onPath && next == Phase.NEEDS_ATTENTION)) {
      return event.reason();
    }
    return onPath ? "" : reason;
  }

  /** The same deployment, knowing where production went. */
  public Deployment withTraffic(boolean nowServed, boolean nowAway) {
    return new Deployment(
        id,
        plan,
        requester,
        requestedAt,
        phase,
        visit,
        restedIn,
        ending,
        reason,
        nowServed,
        nowAway,
        request);
  }

  /** The same deployment with something asked for that waits until the running step ends. */
  public Deployment withRequest(StopRequest asked) {
    return new Deployment(
        id,
        plan,
        requester,
        requestedAt,
        phase,
        visit,
        restedIn,
        ending,
        reason,
        served,
        away,
        Optional.of(asked));
  }

  /** Whether it ended as it was asked to. */
  public boolean succeeded() {
    return phase == Phase.SUCCEEDED;
  }

  private static boolean staysOnPath(Phase next) {
    return next.isGate() || next == Phase.NEEDS_ATTENTION;
  }

  private static Ending endingOf(Event event) {
    return switch (event) {
      case Event.Abort _ -> Ending.ABORTED;
      case Event.Rejected _ -> Ending.REJECTED;
      case Event.Expired _ -> Ending.EXPIRED;
      case Event.StepFailed _, Event.OutcomeUnknown _ -> Ending.FAILED;
      case Event.RollBack _ -> Ending.ROLLED_BACK;
      case Event.Completed _, Event.Inconclusive _, Event.Approved _ -> Ending.NONE;
      case Event.Retry _, Event.Abandon _, Event.Restarted _ -> Ending.NONE;
    };
  }
}
