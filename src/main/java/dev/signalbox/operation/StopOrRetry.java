package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Phase;
import dev.signalbox.operation.Reception.Answer;
import java.util.Optional;
import java.util.function.Predicate;

/** Aborts, retries or abandons a deployment that runs or rests. */
final class StopOrRetry {
  private final Services services;
  private final Meaning meaning;

  StopOrRetry(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer abort(Caller caller, Command.Abort command) {
    Event event = new Event.Abort(caller.actor(), command.reason());
    return decide(
        caller, command.deployment(), Role.ABORT, event, _ -> true, "runs", " is aborted.");
  }

  Answer retry(Caller caller, Command.Retry command) {
    Event event = new Event.Retry(caller.actor());
    Predicate<Deployment> rests =
        d -> d.phase() == Phase.NEEDS_ATTENTION || d.phase() == Phase.JUDGING;
    return decide(
        caller,
        command.deployment(),
        Role.DEPLOY,
        event,
        rests,
        "needs attention",
        " is tried again.");
  }

  Answer abandon(Caller caller, Command.Abandon command) {
    Event event = new Event.Abandon(caller.actor(), command.reason());
    Predicate<Deployment> rests = d -> d.phase() == Phase.NEEDS_ATTENTION;
    return decide(
        caller,
        command.deployment(),
        Role.ABORT,
        event,
        rests,
        "needs attention",
        " is abandoned.");
  }

  private Answer decide(
      Caller caller,
      Optional<DeploymentId> named,
      Role role,
      Event event,
      Predicate<Deployment> fits,
      String what,
      String done) {
    return switch (meaning.deployment(named, caller.channel(), fits, what)) {
      case Meant.Unclear<Deployment>(String reason) -> Answer.refused(reason);
      case Meant.One<Deployment>(Deployment d) ->
          services.access().may(caller.identity(), role, d.plan().lane().stage())
                  instanceof Verdict.Denied(String _, String denied)
              ? Answers.refused(d, denied)
              : Answers.of(
                  d, services.decisions().decide(d.id(), event, caller.actor()), d.id() + done);
    };
  }
}
