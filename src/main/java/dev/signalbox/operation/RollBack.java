package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Plan;
import dev.signalbox.engine.Planned;
import dev.signalbox.engine.Requests;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.topology.Lane;
import java.util.Optional;

/** Brings the old version back: within a deployment that runs, or after it as one of its own. */
final class RollBack {
  private final Services services;
  private final Meaning meaning;

  RollBack(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer rollBack(Caller caller, Command.RollBack command) {
    if (command.deployment().isPresent()) {
      return named(caller, command);
    }
    return switch (meaning.lane(command.where(), caller.channel())) {
      case Meant.Unclear<Lane>(String reason) -> Answer.refused(reason);
      case Meant.One<Lane>(Lane lane) ->
          services
              .stores()
              .deployments()
              .occupying(lane)
              .map(d -> within(caller, d, command.reason()))
              .orElseGet(() -> after(caller, lane));
    };
  }

  private Answer named(Caller caller, Command.RollBack command) {
    return switch (meaning.deployment(command.deployment(), caller.channel(), _ -> true, "runs")) {
      case Meant.Unclear<Deployment>(String reason) -> Answer.refused(reason);
      case Meant.One<Deployment>(Deployment d) when !d.phase().isFinal() ->
          within(caller, d, command.reason());
      case Meant.One<Deployment>(Deployment d) -> newestOrRefused(caller, d);
    };
  }

  private Answer newestOrRefused(Caller caller, Deployment d) {
    Lane lane = d.plan().lane();
    Optional<Deployment> newest =
        services.stores().deployments().newest(Optional.of(lane), 1).stream().findFirst();
    return newest.filter(n -> n.id().equals(d.id())).isPresent()
        ? after(caller, lane)
        : Answers.refused(
            d,
            d.id()
                + " is not the newest deployment of "
                + lane
                + ", so there is nothing of it to roll back");
  }

  private Answer within(Caller caller, Deployment d, String reason) {
    Optional<String> denied = denied(caller, d.plan().lane());
    if (denied.isPresent()) {
      return Answers.refused(d, denied.get());
    }
    Event event = new Event.RollBack(caller.actor(), reason);
    return Answers.of(
        d, services.decisions().decide(d.id(), event, caller.actor()), d.id() + " is rolled back.");
  }

  private Answer after(Caller caller, Lane lane) {
    Optional<String> denied = denied(caller, lane);
    if (denied.isPresent()) {
      return Answer.refused(denied.get());
    }
    return switch (services.requests().planRollback(lane)) {
      case Planned.Impossible(String reason) -> Answer.refused(reason);
      case Planned.Ready(Plan plan) -> begin(caller, plan);
    };
  }

  private Answer begin(Caller caller, Plan plan) {
    return switch (services.requests().begin(plan, caller.actor(), caller.channel().name())) {
      case Requests.Begin.Refused(String reason) -> Answer.refused(reason);
      case Requests.Begin.Running(Deployment d) ->
          Answers.about(d, d.id() + " goes back to " + plan.to() + " on " + plan.version() + ".");
    };
  }

  private Optional<String> denied(Caller caller, Lane lane) {
    return services.access().may(caller.identity(), Role.ROLL_BACK, lane.stage())
            instanceof Verdict.Denied(String _, String reason)
        ? Optional.of(reason)
        : Optional.empty();
  }
}
