package dev.signalbox.deployment;

import static dev.signalbox.deployment.Phase.GATE;
import static dev.signalbox.deployment.Phase.GATE_AWAY;
import static dev.signalbox.deployment.Phase.NEEDS_ATTENTION;
import static dev.signalbox.deployment.Phase.ROLLED_BACK;
import static dev.signalbox.deployment.Phase.SWAPPING_BACK;
import static dev.signalbox.deployment.Phase.UNDOING;
import static dev.signalbox.deployment.Phase.UNDONE;

import dev.signalbox.deployment.Event.Kind;
import dev.signalbox.deployment.Position.Traffic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What every strategy table must keep, as rules that answer with what breaks them. */
enum TableRules {
  /** Promise 1. */
  A_FORWARD_SWAP_IS_ENTERED_ONLY_BY_AN_APPROVAL {
    @Override
    Stream<String> broken(StrategyTable table) {
      return table.transitions().stream()
          .filter(row -> row.target().isForwardSwap())
          .filter(row -> !entersByApproval(row) && !goesOn(row))
          .map(row -> "enters a swap: " + row);
    }

    private boolean entersByApproval(Transition row) {
      return EnumSet.of(GATE, GATE_AWAY).contains(row.source())
          && row.event() == Kind.APPROVED
          && asks(row, Guard.APPROVAL_SATISFIED);
    }

    private boolean goesOn(Transition row) {
      return row.source() == row.target()
          && row.event() == Kind.RESTARTED
          && (asks(row, Guard.SWITCH_MOVED) || asks(row, Guard.EVIDENCE_FRESH));
    }
  },

  /** Promise 1, also where people judge the watch. */
  AN_APPROVAL_COUNTS_ONLY_WHEN_SATISFIED {
    @Override
    Stream<String> broken(StrategyTable table) {
      return table.transitions().stream()
          .filter(row -> row.event() == Kind.APPROVED && !asks(row, Guard.APPROVAL_SATISFIED))
          .map(row -> "is approved by anyone: " + row);
    }
  },

  /** Promise 1: people are not asked for what production has got already. */
  A_GATE_STANDS_BEFORE_ITS_SWAP_AND_NOT_AFTER {
    @Override
    Stream<String> broken(StrategyTable table) {
      return at(table, EnumSet.of(GATE, GATE_AWAY))
          .filter(p -> p.traffic() == Traffic.NEW || tooLate(p))
          .map(p -> "asks when production has moved: " + p);
    }

    private boolean tooLate(Position position) {
      return position.phase() == GATE_AWAY && position.traffic() != Traffic.HOME;
    }
  },

  /** Promise 2: a lane is freed by every way. */
  A_FINAL_PHASE_IS_REACHABLE_FROM_EVERYWHERE {
    @Override
    Stream<String> broken(StrategyTable table) {
      Walk walk = Walk.through(table);
      return walk.reached().stream()
          .filter(p -> !walk.leads(p, finals()))
          .map(p -> "never ends: " + p);
    }
  },

  /** Promise 2: an approval that expires ends the deployment too. */
  NO_GATE_WAITS_FOR_EVER {
    @Override
    Stream<String> broken(StrategyTable table) {
      return silent(table, Phase.Kind.GATE, Set.of(Kind.EXPIRED, Kind.REJECTED, Kind.ABORT));
    }
  },

  /** Promise 2: what has ended does not begin again. */
  NOTHING_LEADS_OUT_OF_A_FINAL_PHASE {
    @Override
    Stream<String> broken(StrategyTable table) {
      return table.transitions().stream()
          .filter(row -> row.source().isFinal())
          .map(row -> "leaves its end: " + row);
    }
  },

  /** Promises 4 and 10: a phase that runs steps can always say what happened to them. */
  AN_ACTING_PHASE_IS_NEVER_STUCK {
    @Override
    Stream<String> broken(StrategyTable table) {
      return silent(
          table,
          Phase.Kind.ACTING,
          Set.of(Kind.COMPLETED, Kind.STEP_FAILED, Kind.OUTCOME_UNKNOWN, Kind.RESTARTED));
    }
  },

  /** Promise 4: another process goes on where this one was, or asks the people again. */
  A_RESTART_STAYS_WHERE_IT_IS {
    @Override
    Stream<String> broken(StrategyTable table) {
      Stream<String> strays =
          table.transitions().stream()
              .filter(row -> row.event() == Kind.RESTARTED && row.target() != row.source())
              .filter(row -> !row.source().isForwardSwap() || !asks(row, Guard.EVIDENCE_AGED))
              .map(row -> "goes elsewhere after a restart: " + row);
      return Stream.of(
              strays,
              silent(table, Phase.Kind.GATE, Set.of(Kind.RESTARTED)),
              silent(table, Phase.Kind.RESTING, Set.of(Kind.RESTARTED)))
          .flatMap(s -> s);
    }
  },

  /** Promise 10: only a swap under way is not interrupted. */
  WHAT_GOES_FORWARD_CAN_BE_ABORTED {
    @Override
    Stream<String> broken(StrategyTable table) {
      return Walk.through(table).reached().stream()
          .filter(p -> p.phase().kind() == Phase.Kind.ACTING && !p.phase().isGoingBack())
          .filter(p -> !p.phase().isForwardSwap() && !AFTER_THE_WATCH.contains(p.phase()))
          .filter(p -> table.rows(p.phase(), Kind.ABORT).isEmpty())
          .map(p -> "cannot be aborted: " + p);
    }
  },

  /** Promise 10: at a rest people can try again, go back, or take over. */
  A_REST_HAS_ITS_THREE_WAYS_OUT {
    @Override
    Stream<String> broken(StrategyTable table) {
      return silent(table, Phase.Kind.RESTING, Set.of(Kind.RETRY, Kind.ROLL_BACK, Kind.ABANDON));
    }
  },

  /** Promise 10: what ended as undone or rolled back is as it was, and says which it was. */
  TRAFFIC_IS_RETURNED_BEFORE_THE_END {
    @Override
    Stream<String> broken(StrategyTable table) {
      return at(table, EnumSet.of(UNDONE, ROLLED_BACK))
          .filter(p -> p.traffic() != Traffic.HOME || p.served() != (p.phase() == ROLLED_BACK))
          .map(p -> "ends elsewhere than it began: " + p);
    }
  },

  /** Promise 10: where a switch can be swapped back, nothing is undone under production's feet. */
  WHAT_SERVES_IS_NOT_UNDONE {
    @Override
    Stream<String> broken(StrategyTable table) {
      return at(table, EnumSet.of(UNDOING))
          .filter(p -> p.traffic() == Traffic.NEW && table.phases().contains(SWAPPING_BACK))
          .map(p -> "undoes what serves: " + p);
    }
  },

  /** Promise 10: who goes back does not turn round. */
  GOING_BACK_NEVER_TURNS_ROUND {
    @Override
    Stream<String> broken(StrategyTable table) {
      return table.transitions().stream()
          .filter(row -> row.source().isGoingBack())
          .filter(row -> !row.target().isFinal() && !row.target().isGoingBack())
          .filter(row -> row.target() != NEEDS_ATTENTION)
          .map(row -> "turns round: " + row);
    }
  };

  /** What breaks the rule in this table, a line each. */
  abstract Stream<String> broken(StrategyTable table);

  /** What nothing is gained by stopping: the new version serves, and stays. */
  private static final Set<Phase> AFTER_THE_WATCH = EnumSet.of(Phase.RETIRING, Phase.UNPREPARING);

  /** The same as a list, for a test's message. */
  final List<String> findings(StrategyTable table) {
    return broken(table).sorted().toList();
  }

  private static boolean asks(Transition row, Guard guard) {
    return row.guard().conditions().containsAll(guard.conditions());
  }

  private static Set<Phase> finals() {
    Set<Phase> finals = EnumSet.allOf(Phase.class);
    finals.removeIf(p -> !p.isFinal());
    return finals;
  }

  private static Stream<Position> at(StrategyTable table, Set<Phase> phases) {
    return Walk.through(table).reached().stream().filter(p -> phases.contains(p.phase()));
  }

  /** Where a phase of this kind has no row for an event, for facts that can hold there. */
  private static Stream<String> silent(StrategyTable table, Phase.Kind kind, Set<Kind> events) {
    List<String> silent = new ArrayList<>();
    for (Position p : Walk.through(table).reached()) {
      if (p.phase().kind() != kind) {
        continue;
      }
      for (Set<Guard> facts : Facts.at(table, p)) {
        events.stream()
            .filter(e -> table.rows(p.phase(), e).stream().noneMatch(r -> r.guard().holds(facts)))
            .forEach(e -> silent.add("does not answer " + e + ": " + p + " " + facts));
      }
    }
    return silent.stream().distinct();
  }
}
