package dev.signalbox.command;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.Optional;

/** A line that was understood; what is left open, the channel or the state of things supplies. */
public sealed interface Command {

  /** Where a command is meant to act, as far as it was said. */
  record Where(Optional<Application> application, Optional<Stage> stage) {
    /** Nothing was said. */
    public static final Where UNSAID = new Where(Optional.empty(), Optional.empty());
  }

  /** Bring a version to production. */
  record Deploy(Version version, Optional<Strategy> strategy, Where where) implements Command {}

  /** Say what {@link Deploy} would do. */
  record ShowPlan(Version version, Optional<Strategy> strategy, Where where) implements Command {}

  /** Approve what a gate shows. */
  record Approve(Optional<DeploymentId> deployment) implements Command {}

  /** Say no at a gate. */
  record Reject(Optional<DeploymentId> deployment, String reason) implements Command {}

  /** Stop and undo. */
  record Abort(Optional<DeploymentId> deployment, String reason) implements Command {}

  /** Bring the old version back, during a deployment or after it. */
  record RollBack(Optional<DeploymentId> deployment, Where where, String reason)
      implements Command {}

  /** Try again what failed, or watch once more. */
  record Retry(Optional<DeploymentId> deployment) implements Command {}

  /** Take over a deployment that needs attention, and end it as it stands. */
  record Abandon(Optional<DeploymentId> deployment, String reason) implements Command {}

  /** Say what is live, what runs and what waits. */
  record ShowStatus(Where where) implements Command {}

  /** List what was deployed. */
  record ShowHistory(Where where, int entries) implements Command {}

  /** Read the journal of a deployment, or the last entries. */
  record ShowAudit(Optional<DeploymentId> deployment) implements Command {}

  /** Check the journal's hash chain. */
  record VerifyAudit() implements Command {}

  /** Write the journal out. */
  record ExportAudit(Format format, Optional<DeploymentId> deployment) implements Command {
    /** What is written. */
    public enum Format {
      /** Comma-separated values, RFC 4180. */
      CSV,
      /** One JSON object a line. */
      JSONL
    }
  }

  /** Let nothing be deployed. */
  record HoldScope(Scope scope, String reason, Optional<Duration> time) implements Command {}

  /** Let things be deployed again. */
  record ReleaseScope(Scope scope) implements Command {}

  /** Say who one is here, and what one may do. */
  record WhoAmI() implements Command {}

  /** Try everything that can be tried without changing anything. */
  record Check(Where where) implements Command {}

  /** Explain everything, or one command. */
  record Help(Optional<String> topic) implements Command {}

  /** What a hold is laid on, as far as it was said. */
  sealed interface Scope {
    /** One lane; the channel supplies what is missing. */
    record OfLane(Where where) implements Scope {}

    /** An application in all of its stages. */
    record OfApplication(Application application) implements Scope {}

    /** Everything. */
    record Everything() implements Scope {}
  }
}
