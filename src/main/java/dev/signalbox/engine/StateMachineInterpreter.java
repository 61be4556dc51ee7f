package dev.signalbox.engine;

import dev.signalbox.deployment.Decision;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Refusals;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Transition;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import reactor.core.publisher.Mono;

/**
 * Lets Spring Statemachine interpret a strategy's table.
 *
 * <p>The machine is short-lived: built, restored to the phase that the database has, fed one event
 * and let go. It only chooses the next phase; the work is done outside, because an action that
 * throws would look like an accepted event. Nothing is kept between two calls, so any number of
 * threads may ask.
 */
public final class StateMachineInterpreter {

  private static final String TAKEN = "taken";

  /**
   * What the strategy's table answers to the event.
   *
   * @param facts the conditions that hold now; a row is taken only if its guard holds
   */
  public Decision decide(Strategy strategy, Phase phase, Event event, Set<Guard> facts) {
    StateMachine<Phase, Event.Kind> machine = restored(strategy, phase, facts);
    try {
      machine.sendEvent(Mono.just(MessageBuilder.withPayload(event.kind()).build())).blockLast();
      return answer(machine, strategy, phase, event);
    } finally {
      machine.stopReactively().block();
    }
  }

  /**
   * Reads the answer off the machine, never off the result of sending: that says ACCEPTED also when
   * every guard refused. A row that leads back to its own phase leaves only the mark of its action.
   */
  private static Decision answer(
      StateMachine<Phase, Event.Kind> machine, Strategy strategy, Phase before, Event event) {
    Phase after = machine.getState().getId();
    boolean taken = machine.getExtendedState().getVariables().containsKey(TAKEN);
    return taken || after != before
        ? new Decision.Moves(after)
        : new Decision.Refused(Refusals.reason(strategy, before, event.kind()));
  }

  private static StateMachine<Phase, Event.Kind> restored(
      Strategy strategy, Phase phase, Set<Guard> facts) {
    StateMachine<Phase, Event.Kind> machine = build(strategy, facts);
    machine
        .getStateMachineAccessor()
        .doWithAllRegions(
            region ->
                region
                    .resetStateMachineReactively(
                        new DefaultStateMachineContext<>(phase, null, null, null))
                    .block());
    machine.startReactively().block();
    return machine;
  }

  private static StateMachine<Phase, Event.Kind> build(Strategy strategy, Set<Guard> facts) {
    try {
      StateMachineBuilder.Builder<Phase, Event.Kind> builder = StateMachineBuilder.builder();
      builder
          .configureStates()
          .withStates()
          .initial(strategy.table().initial())
          .states(EnumSet.allOf(Phase.class));
      for (Transition row : strategy.table().transitions()) {
        builder
            .configureTransitions()
            .withExternal()
            .source(row.source())
            .target(row.target())
            .event(row.event())
            .guard(_ -> row.guard().holds(facts))
            .action(context -> context.getExtendedState().getVariables().put(TAKEN, true));
      }
      return builder.build();
    } catch (Exception e) {
      // The builder declares Exception for what its callers' configurers may throw; there are none.
      throw new IllegalStateException("No machine can be made of the table of " + strategy, e);
    }
  }
}
