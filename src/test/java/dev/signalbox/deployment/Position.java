package dev.signalbox.deployment;

import java.util.Optional;

/**
 * Where a walk through a table has come to: what the database knows, and where production really
 * goes.
 *
 * @param phase the deployment's phase
 * @param rested the phase that failed, while it needs attention
 * @param traffic what production gets
 * @param before what production got when the last forward swap was entered
 * @param served whether production ever met the new version
 */
record Position(
    Phase phase, Optional<Phase> rested, Traffic traffic, Traffic before, boolean served) {

  /** Where production can go during a deployment. */
  enum Traffic {
    /** Where it went when the deployment began. */
    HOME,
    /** To the other cluster, on the old version (primary first). */
    AWAY,
    /** To the new version. */
    NEW
  }

  static Position start(StrategyTable table) {
    return new Position(table.initial(), Optional.empty(), Traffic.HOME, Traffic.HOME, false);
  }

  /** The phase whose doing is in question: the one that failed, while it rests. */
  Phase doing() {
    return rested.orElse(phase);
  }

  boolean swapMayHaveMoved() {
    return !doing().isForwardSwap() || traffic == goal(doing());
  }

  boolean swapMayHaveStayed() {
    return !doing().isForwardSwap() || traffic != goal(doing());
  }

  /** The fact from which the end of an undoing is told. */
  Guard ending() {
    return traffic == Traffic.AWAY ? Guard.TRAFFIC_AWAY : served ? Guard.SERVED : Guard.NOT_SERVED;
  }

  /** The router takes the swap that this position asks for; no event of the table. */
  Position swapped() {
    Traffic now = goal(phase);
    return new Position(phase, rested, now, before, served || now == Traffic.NEW);
  }

  /** After this row was taken. */
  Position after(StrategyTable table, Transition row) {
    Traffic now = row.event() == Event.Kind.COMPLETED ? returned(table).orElse(traffic) : traffic;
    Optional<Phase> nowRested =
        row.target() == Phase.NEEDS_ATTENTION ? Optional.of(doing()) : Optional.empty();
    Traffic nowBefore = row.target().isForwardSwap() && row.target() != phase ? now : before;
    return new Position(row.target(), nowRested, now, nowBefore, served);
  }

  private Optional<Traffic> returned(StrategyTable table) {
    return switch (phase) {
      case SWAPPING_BACK -> Optional.of(before);
      case RETURNING -> Optional.of(Traffic.HOME);
      case UNDOING -> takenOut(table);
      default -> Optional.empty();
    };
  }

  /** Where no switch is swapped back, the undoing takes the new version out of production. */
  private Optional<Traffic> takenOut(StrategyTable table) {
    return table.phases().contains(Phase.SWAPPING_BACK) || traffic != Traffic.NEW
        ? Optional.empty()
        : Optional.of(Traffic.HOME);
  }

  private static Traffic goal(Phase swap) {
    return swap == Phase.SWAPPING_AWAY ? Traffic.AWAY : Traffic.NEW;
  }
}
