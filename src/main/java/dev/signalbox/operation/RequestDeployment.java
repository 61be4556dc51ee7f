package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Plan;
import dev.signalbox.engine.Planned;
import dev.signalbox.engine.Requests;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a version to production, or says step by step what that would be. */
final class RequestDeployment {
  private final Services services;
  private final Meaning meaning;

  RequestDeployment(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer deploy(Caller caller, Command.Deploy command) {
    return switch (meaning.lane(command.where(), caller.channel())) {
      case Meant.Unclear<Lane>(String reason) -> Answer.refused(reason);
      case Meant.One<Lane>(Lane lane) -> deploy(caller, lane, command);
    };
  }

  private Answer deploy(Caller caller, Lane lane, Command.Deploy command) {
    Optional<Answer> refused = refusal(caller, lane);
    if (refused.isPresent()) {
      return refused.get();
    }
    return switch (services.requests().plan(lane, command.version(), command.strategy())) {
      case Planned.Impossible(String reason) -> Answer.refused(reason);
      case Planned.Ready(Plan plan) -> begin(caller, plan);
    };
  }

  /** Looked at before the plan, which asks the machines; the transaction looks again. */
  private Optional<Answer> refusal(Caller caller, Lane lane) {
    if (services.access().may(caller.identity(), Role.DEPLOY, lane.stage())
        instanceof Verdict.Denied(String _, String reason)) {
      return Optional.of(Answer.refused(reason));
    }
    return services
        .requests()
        .hold(lane)
        .map(h -> Answer.refused(Requests.held(lane, h)))
        .or(() -> services.requests().occupation(lane).map(Answer::refused));
  }

  private Answer begin(Caller caller, Plan plan) {
    return switch (services.requests().begin(plan, caller.actor(), caller.channel().name())) {
      case Requests.Begin.Refused(String reason) -> Answer.refused(reason);
      case Requests.Begin.Running(Deployment d) -> Answers.about(d, "");
    };
  }

  Answer plan(Caller caller, Command.ShowPlan command) {
    return switch (meaning.lane(command.where(), caller.channel())) {
      case Meant.Unclear<Lane>(String reason) -> Answer.refused(reason);
      case Meant.One<Lane>(Lane lane) -> plan(caller, lane, command);
    };
  }

  private Answer plan(Caller caller, Lane lane, Command.ShowPlan command) {
    if (services.access().may(caller.identity(), Role.READ, lane.stage())
        instanceof Verdict.Denied(String _, String reason)) {
      return Answer.refused(reason);
    }
    return switch (services.requests().plan(lane, command.version(), command.strategy())) {
      case Planned.Impossible(String reason) -> Answer.refused(reason);
      case Planned.Ready(Plan plan) -> shown(plan);
    };
  }

  private Answer shown(Plan plan) {
    List<String> lines = new ArrayList<>(PlanLines.of(plan));
    services
        .requests()
        .hold(plan.lane())
        .ifPresent(h -> lines.add("now: " + Requests.held(plan.lane(), h)));
    services.requests().occupation(plan.lane()).ifPresent(o -> lines.add("now: " + o));
    String text =
        "Plan "
            + plan.digest()
            + ": "
            + plan.version()
            + " to "
            + plan.lane()
            + " by "
            + plan.strategy().word()
            + ", "
            + plan.steps().size()
            + " steps. Nothing was done.";
    return Answer.said(Tone.NEUTRAL, text, lines);
  }
}
