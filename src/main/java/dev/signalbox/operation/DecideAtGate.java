package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Vote;
import dev.signalbox.engine.Seen;
import dev.signalbox.engine.Voted;
import dev.signalbox.operation.Reception.Answer;
import java.util.Optional;

/** Approves, takes an approval back, or rejects. */
final class DecideAtGate {
  private final Services services;
  private final Meaning meaning;

  DecideAtGate(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer approve(Caller caller, Command.Approve command) {
    return switch (waiting(command.deployment(), caller)) {
      case Meant.Unclear<Deployment>(String reason) -> Answer.refused(reason);
      case Meant.One<Deployment>(Deployment d) ->
          said(
              d,
              services
                  .decisions()
                  .approve(d.id(), caller.actor(), Vote.Means.TYPED, Optional.empty(), ""));
    };
  }

  /** A reaction, or a button that counts as one, on the prompt of this gate and revision. */
  Answer react(Caller caller, Seen seen, String message) {
    return gateHere(caller, seen)
        .map(
            d ->
                said(
                    d,
                    services
                        .decisions()
                        .approve(
                            d.id(),
                            caller.actor(),
                            Vote.Means.REACTION,
                            Optional.of(seen),
                            message)))
        .orElseGet(() -> noGateHere(caller));
  }

  Answer unreact(Caller caller, Seen seen) {
    return gateHere(caller, seen)
        .map(d -> said(d, services.decisions().withdraw(d.id(), caller.actor(), seen)))
        .orElseGet(() -> noGateHere(caller));
  }

  private static Answer noGateHere(Caller caller) {
    return Answer.refused("that message is no gate of " + caller.channel().name());
  }

  /** The deployment of the gate, open or not, if it is told of in the caller's channel. */
  private Optional<Deployment> gateHere(Caller caller, Seen seen) {
    return services
        .stores()
        .gates()
        .find(seen.gate())
        .map(Gate::deployment)
        .flatMap(id -> services.stores().deployments().find(id))
        .filter(d -> caller.channel().tells(d.plan().lane()));
  }

  Answer reject(Caller caller, Command.Reject command) {
    return switch (waiting(command.deployment(), caller)) {
      case Meant.Unclear<Deployment>(String reason) -> Answer.refused(reason);
      case Meant.One<Deployment>(Deployment d) -> reject(caller, d, command.reason());
    };
  }

  private Answer reject(Caller caller, Deployment d, String reason) {
    Verdict verdict =
        services.access().may(caller.identity(), Role.APPROVE, d.plan().lane().stage());
    if (verdict instanceof Verdict.Denied(String _, String denied)) {
      return Answers.refused(d, denied);
    }
    Event event = new Event.Rejected(caller.actor(), reason);
    return Answers.of(
        d, services.decisions().decide(d.id(), event, caller.actor()), d.id() + " is rejected.");
  }

  private Meant<Deployment> waiting(Optional<DeploymentId> named, Caller caller) {
    return meaning.deployment(
        named, caller.channel(), d -> d.phase().isGate(), "waits for approval");
  }

  private static Answer said(Deployment about, Voted voted) {
    return switch (voted) {
      case Voted.Refused(String reason) -> Answers.refused(about, reason);
      case Voted.Consumed(Deployment d) -> Answers.about(d, "Approved: " + d.id() + " goes on.");
      case Voted.Counted(Deployment d, int have, int need) ->
          Answers.about(d, "Your approval of " + d.id() + " counts: " + have + " of " + need + ".");
      case Voted.Withdrawn(Deployment d, int have, int need) ->
          Answers.about(
              d, "Your approval of " + d.id() + " is taken back: " + have + " of " + need + ".");
    };
  }
}
