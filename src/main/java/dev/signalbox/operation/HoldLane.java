package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a lane, an application or everything, and releases it again. */
final class HoldLane {
  private final Services services;
  private final Meaning meaning;

  HoldLane(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer hold(Caller caller, Command.HoldScope command) {
    return switch (scope(command.scope(), caller)) {
      case Meant.Unclear<Hold.Scope>(String reason) -> Answer.refused(reason);
      case Meant.One<Hold.Scope>(Hold.Scope scope) -> hold(caller, scope, command);
    };
  }

  private Answer hold(Caller caller, Hold.Scope scope, Command.HoldScope command) {
    if (denied(caller, scope) instanceof Verdict.Denied(String _, String reason)) {
      return Answer.refused(reason);
    }
    Instant now = services.clock().instant();
    Hold hold =
        new Hold(scope, command.reason(), caller.actor(), now, command.time().map(now::plus));
    services
        .stores()
        .transactions()
        .in(
            () -> {
              services.stores().lanes().hold(hold);
              hold.until()
                  .ifPresent(t -> services.stores().wakeUps().at(t, new WakeUp.HoldExpires(scope)));
              return services
                  .stores()
                  .journal()
                  .append(about(scope), caller.actor(), new JournalEvent.Held(hold));
            });
    String until = hold.until().map(t -> " until " + Times.of(t)).orElse("");
    return Answer.said(Tone.GOOD, scope + " is held" + until + ".", List.of());
  }

  Answer release(Caller caller, Command.ReleaseScope command) {
    return switch (scope(command.scope(), caller)) {
      case Meant.Unclear<Hold.Scope>(String reason) -> Answer.refused(reason);
      case Meant.One<Hold.Scope>(Hold.Scope scope) -> release(caller, scope);
    };
  }

  private Answer release(Caller caller, Hold.Scope scope) {
    if (denied(caller, scope) instanceof Verdict.Denied(String _, String reason)) {
      return Answer.refused(reason);
    }
    Optional<Hold> released =
        services
            .stores()
            .transactions()
            .in(
                () -> {
                  Optional<Hold> hold = services.stores().lanes().release(scope);
                  hold.ifPresent(
                      h ->
                          services
                              .stores()
                              .journal()
                              .append(
                                  about(scope), caller.actor(), new JournalEvent.Released(h, "")));
                  return hold;
                });
    return released
        .map(_ -> Answer.said(Tone.GOOD, scope + " is released.", List.of()))
        .orElseGet(() -> Answer.refused(scope + " is not held" + others()));
  }

  private String others() {
    String held =
        services.stores().lanes().holds().stream()
            .map(h -> h.scope().toString())
            .collect(Collectors.joining(", "));
    return held.isEmpty() ? "; nothing is." : ". Held: " + held + ".";
  }

  private Meant<Hold.Scope> scope(Command.Scope scope, Caller caller) {
    return switch (scope) {
      case Command.Scope.Everything _ -> new Meant.One<>(new Hold.Scope.Everything());
      case Command.Scope.OfApplication(Application application) ->
          caller.channel().applications().contains(application)
              ? new Meant.One<>(new Hold.Scope.OfApplication(application))
              : new Meant.Unclear<>(
                  application + " is not spoken of in " + caller.channel().name());
      case Command.Scope.OfLane(Command.Where where) ->
          switch (meaning.lane(where, caller.channel())) {
            case Meant.Unclear<Lane>(String reason) -> new Meant.Unclear<>(reason);
            case Meant.One<Lane>(Lane lane) -> new Meant.One<>(new Hold.Scope.OfLane(lane));
          };
    };
  }

  /** Who holds needs the role in every stage that the hold reaches. */
  private Verdict denied(Caller caller, Hold.Scope scope) {
    Set<Stage> stages =
        services.specs().lanes().stream()
            .filter(scope::covers)
            .map(Lane::stage)
            .collect(Collectors.toSet());
    return services.access().mayEverywhere(caller.identity(), Role.HOLD, stages);
  }

  private static About about(Hold.Scope scope) {
    return scope instanceof Hold.Scope.OfLane(Lane lane)
        ? new About(Optional.empty(), Optional.of(lane))
        : About.NOTHING;
  }
}
