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
              services
                  .decisions()
                  .approve(d.id(), caller.actor(), Vote.Means.TYPED, Optional.empty(), ""));
    };
  }

  /** A reaction, or a button that counts as one, on the prompt of this gate and revision. */
  Answer react(Caller caller, long gate, int revision, String message) {
    return switch (gateHere(caller, gate)) {
      case Meant.Unclear<DeploymentId>(String reason) -> Answer.refused(reason);
      case Meant.One<DeploymentId>(DeploymentId id) ->
          said(
              services
                  .decisions()
                  .approve(
                      id,
                      caller.actor(),
                      Vote.Means.REACTION,
                      Optional.of(new Seen(gate, revision)),
                      message));
    };
  }

  Answer unreact(Caller caller, long gate, int revision) {
    return switch (gateHere(caller, gate)) {
      case Meant.Unclear<DeploymentId>(String reason) -> Answer.refused(reason);
      case Meant.One<DeploymentId>(DeploymentId id) ->
          said(services.decisions().withdraw(id, caller.actor(), new Seen(gate, revision)));
    };
  }

  private Meant<DeploymentId> gateHere(Caller caller, long gate) {
    Optional<Gate> found = services.stores().gates().find(gate);
    Optional<DeploymentId> here =
        found
            .map(Gate::deployment)
            .filter(
                id ->
                    services
                        .stores()
                        .deployments()
                        .find(id)
                        .filter(d -> caller.channel().tells(d.plan().lane()))
                        .isPresent());
    if (here.isEmpty()) {
      return new Meant.Unclear<>("that message is no gate of " + caller.channel().name());
    }
    return switch (found.get().state()) {
      case OPEN -> new Meant.One<>(here.get());
      case CONSUMED ->
          new Meant.Unclear<>("the approval of " + here.get() + " was consumed already");
      case REJECTED -> new Meant.Unclear<>("the gate of " + here.get() + " was rejected already");
      case EXPIRED -> new Meant.Unclear<>("the gate of " + here.get() + " has expired");
      case CLOSED -> new Meant.Unclear<>("the gate of " + here.get() + " is closed");
    };
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
      return Answer.refused(denied);
    }
    Event event = new Event.Rejected(caller.actor(), reason);
    return Answers.of(
        d, services.decisions().decide(d.id(), event, caller.actor()), d.id() + " is rejected.");
  }

  private Meant<Deployment> waiting(Optional<DeploymentId> named, Caller caller) {
    return meaning.deployment(
        named, caller.channel(), d -> d.phase().isGate(), "waits for approval");
  }

  private static Answer said(Voted voted) {
    return switch (voted) {
      case Voted.Refused(String reason) -> Answer.refused(reason);
      case Voted.Consumed(Deployment d) -> Answers.about(d, "Approved: " + d.id() + " goes on.");
      case Voted.Counted(Deployment d, int have, int need) ->
          Answers.about(d, "Your approval of " + d.id() + " counts: " + have + " of " + need + ".");
      case Voted.Withdrawn(Deployment d, int have, int need) ->
          Answers.about(
              d, "Your approval of " + d.id() + " is taken back: " + have + " of " + need + ".");
    };
  }
}
