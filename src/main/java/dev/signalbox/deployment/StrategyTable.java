package dev.signalbox.deployment;

import static dev.signalbox.deployment.Event.Kind.ABANDON;
import static dev.signalbox.deployment.Event.Kind.ABORT;
import static dev.signalbox.deployment.Event.Kind.APPROVED;
import static dev.signalbox.deployment.Event.Kind.COMPLETED;
import static dev.signalbox.deployment.Event.Kind.EXPIRED;
import static dev.signalbox.deployment.Event.Kind.INCONCLUSIVE;
import static dev.signalbox.deployment.Event.Kind.OUTCOME_UNKNOWN;
import static dev.signalbox.deployment.Event.Kind.REJECTED;
import static dev.signalbox.deployment.Event.Kind.RESTARTED;
import static dev.signalbox.deployment.Event.Kind.RETRY;
import static dev.signalbox.deployment.Event.Kind.ROLL_BACK;
import static dev.signalbox.deployment.Event.Kind.STEP_FAILED;
import static dev.signalbox.deployment.Phase.ABANDONED;
import static dev.signalbox.deployment.Phase.JUDGING;
import static dev.signalbox.deployment.Phase.NEEDS_ATTENTION;
import static dev.signalbox.deployment.Phase.ROLLED_BACK;
import static dev.signalbox.deployment.Phase.UNDONE;
import static dev.signalbox.deployment.Phase.WATCHING;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What follows what in one strategy: plain data, from which machine, docs and tests are made.
 *
 * @param initial the phase in which a deployment begins
 * @param transitions in the order in which the happy path meets them; where several rows share
 *     source and event, at most one of their guards holds at a time
 */
public record StrategyTable(Phase initial, List<Transition> transitions) {

  /** Copies the rows. */
  public StrategyTable {
    transitions = List.copyOf(transitions);
  }

  /** Every phase that the table names, in order of first mention. */
  public Set<Phase> phases() {
    Set<Phase> phases = new LinkedHashSet<>();
    phases.add(initial);
    transitions.forEach(
        t -> {
          phases.add(t.source());
          phases.add(t.target());
        });
    return phases;
  }

  /** The rows for this phase and event; empty means that the event is refused. */
  public List<Transition> rows(Phase source, Event.Kind event) {
    return transitions.stream().filter(t -> t.source() == source && t.event() == event).toList();
  }

  static Builder from(Phase initial) {
    return new Builder(initial);
  }

  /** Collects rows; each method is one sentence of a table. */
  static final class Builder {
    private final Phase initial;
    private final List<Transition> rows = new ArrayList<>();

    private Builder(Phase initial) {
      this.initial = initial;
    }

    Builder on(Phase source, Event.Kind event, Phase target) {
      return on(source, event, Guard.ALWAYS, target);
    }

    Builder on(Phase source, Event.Kind event, Guard guard, Phase target) {
      rows.add(new Transition(source, event, guard, target));
      return this;
    }

    /**
     * An acting phase: where it goes when done, and where its undoing begins, which is also where a
     * failed step leads and where people send it from {@link Phase#NEEDS_ATTENTION}.
     */
    Builder act(Phase phase, Phase done, Phase undo) {
      return on(phase, COMPLETED, done).on(phase, STEP_FAILED, undo).recovers(phase, undo);
    }

    /** An acting phase that belongs to an undoing: when it fails, only people can help. */
    Builder lastResort(Phase phase, Phase done) {
      return on(phase, COMPLETED, done).lastResort(phase);
    }

    /** As {@link #lastResort(Phase, Phase)}, where the rows for its completion are given apart. */
    Builder lastResort(Phase phase) {
      return on(phase, STEP_FAILED, NEEDS_ATTENTION).recovers(phase, phase);
    }

    /** After a restart the phase goes on; out of a rest, people try it again or send it back. */
    Builder recovers(Phase phase, Phase undo) {
      return on(phase, RESTARTED, phase)
          .on(phase, OUTCOME_UNKNOWN, NEEDS_ATTENTION)
          .on(NEEDS_ATTENTION, RETRY, Guard.restedIn(phase), phase)
          .on(NEEDS_ATTENTION, ROLL_BACK, Guard.restedIn(phase), undo);
    }

    /**
     * A forward swap, which an approval entered: moved, it goes on; not moved, the gate opens
     * again, also after a restart when the evidence has aged meanwhile; unknown, people are asked.
     * A failed step does not mean that production has not moved: a canary that was put back into
     * rotation and never became healthy takes requests as soon as it does. So that too is decided
     * by what the switch says.
     */
    Builder forwardSwap(Phase phase, Phase gate, Phase moved, Phase undoMoved, Phase undo) {
      return on(phase, COMPLETED, moved)
          .on(phase, STEP_FAILED, Guard.SWITCH_MOVED, undoMoved)
          .on(phase, STEP_FAILED, Guard.SWITCH_NOT_MOVED, gate)
          .on(phase, RESTARTED, Guard.SWITCH_MOVED, phase)
          .on(phase, RESTARTED, Guard.EVIDENCE_FRESH, phase)
          .on(phase, RESTARTED, Guard.EVIDENCE_AGED, gate)
          .on(phase, OUTCOME_UNKNOWN, NEEDS_ATTENTION)
          .on(NEEDS_ATTENTION, RETRY, Guard.restedIn(phase).and(Guard.SWITCH_MOVED), moved)
          .on(NEEDS_ATTENTION, RETRY, Guard.restedIn(phase).and(Guard.SWITCH_NOT_MOVED), gate)
          .on(NEEDS_ATTENTION, ROLL_BACK, Guard.restedIn(phase).and(Guard.SWITCH_MOVED), undoMoved)
          .on(NEEDS_ATTENTION, ROLL_BACK, Guard.restedIn(phase).and(Guard.SWITCH_NOT_MOVED), undo);
    }

    /** Waits until a cluster is quiet; when that takes too long, people decide what to do. */
    Builder settle(Phase phase, Phase quiet, Phase undo) {
      return on(phase, COMPLETED, quiet)
          .on(phase, STEP_FAILED, NEEDS_ATTENTION)
          .on(phase, ABORT, undo)
          .recovers(phase, undo);
    }

    /** The last phase of an undoing, which ends by whether production met the new version. */
    Builder undoes(Phase phase) {
      return on(phase, COMPLETED, Guard.NOT_SERVED, UNDONE)
          .on(phase, COMPLETED, Guard.SERVED, ROLLED_BACK)
          .lastResort(phase);
    }

    /** A gate before a forward swap: approved it opens; rejected, expired or aborted, it undoes. */
    Builder gate(Phase gate, Phase swap, Phase undo) {
      return on(gate, APPROVED, Guard.APPROVAL_SATISFIED, swap)
          .on(gate, REJECTED, undo)
          .on(gate, EXPIRED, undo)
          .on(gate, ABORT, undo)
          .on(gate, RESTARTED, gate);
    }

    /** The watch and the people's judgment after it. */
    Builder watch(Phase undo) {
      return on(WATCHING, STEP_FAILED, Guard.SWAP_BACK_AT_ONCE, undo)
          .on(WATCHING, STEP_FAILED, Guard.ASK_FIRST, JUDGING)
          .on(WATCHING, STEP_FAILED, Guard.FREEZE, NEEDS_ATTENTION)
          .on(WATCHING, INCONCLUSIVE, JUDGING)
          .recovers(WATCHING, undo)
          .each(ABORT, undo, WATCHING, JUDGING)
          .each(ROLL_BACK, undo, WATCHING, JUDGING)
          .on(JUDGING, REJECTED, undo)
          .on(JUDGING, EXPIRED, Guard.SWAP_BACK_AT_ONCE, undo)
          .on(JUDGING, EXPIRED, Guard.ASK_FIRST, undo)
          .on(JUDGING, EXPIRED, Guard.FREEZE, NEEDS_ATTENTION)
          .on(NEEDS_ATTENTION, RETRY, Guard.restedIn(JUDGING), WATCHING)
          .on(NEEDS_ATTENTION, ROLL_BACK, Guard.restedIn(JUDGING), undo)
          .on(JUDGING, RETRY, WATCHING)
          .on(JUDGING, RESTARTED, JUDGING);
    }

    /** The same answer of several phases to one event. */
    Builder each(Event.Kind event, Phase target, Phase... sources) {
      for (Phase source : sources) {
        on(source, event, target);
      }
      return this;
    }

    StrategyTable build() {
      on(NEEDS_ATTENTION, ABANDON, ABANDONED).on(NEEDS_ATTENTION, RESTARTED, NEEDS_ATTENTION);
      return new StrategyTable(initial, rows);
    }
  }
}
