package dev.signalbox.operation;

import dev.signalbox.command.Command;
import dev.signalbox.deployment.DeploymentId;
import java.util.Optional;

/** What a command means in the thread of a deployment: that one, where it names none. */
final class InThread {

  private InThread() {}

  /** The command, with the thread's deployment where it leaves open which one is meant. */
  static Command of(Command command, DeploymentId here) {
    return switch (command) {
      case Command.Approve(var named) -> new Command.Approve(or(named, here));
      case Command.Reject(var named, String reason) -> new Command.Reject(or(named, here), reason);
      case Command.Abort(var named, String reason) -> new Command.Abort(or(named, here), reason);
      case Command.RollBack(var named, var where, String reason)
          when where.equals(Command.Where.UNSAID) ->
          new Command.RollBack(or(named, here), where, reason);
      case Command.Retry(var named) -> new Command.Retry(or(named, here));
      case Command.Abandon(var named, String reason) ->
          new Command.Abandon(or(named, here), reason);
      case Command.ShowAudit(var named) -> new Command.ShowAudit(or(named, here));
      case Command.ExportAudit(var format, var named) ->
          new Command.ExportAudit(format, or(named, here));
      case Command.Deploy _,
          Command.ShowPlan _,
          Command.RollBack _,
          Command.ShowStatus _,
          Command.ShowHistory _,
          Command.VerifyAudit _,
          Command.HoldScope _,
          Command.ReleaseScope _,
          Command.Check _,
          Command.WhoAmI _,
          Command.Help _ ->
          command;
    };
  }

  private static Optional<DeploymentId> or(Optional<DeploymentId> named, DeploymentId here) {
    return named.isPresent() ? named : Optional.of(here);
  }
}
