package dev.signalbox.deployment;

import static dev.signalbox.deployment.Event.Kind.ABORT;
import static dev.signalbox.deployment.Event.Kind.APPROVED;
import static dev.signalbox.deployment.Event.Kind.COMPLETED;
import static dev.signalbox.deployment.Event.Kind.ROLL_BACK;
import static dev.signalbox.deployment.Event.Kind.STEP_FAILED;
import static dev.signalbox.deployment.Guard.APPROVAL_SATISFIED;
import static dev.signalbox.deployment.Guard.CONVERGE;
import static dev.signalbox.deployment.Guard.KEEP;
import static dev.signalbox.deployment.Guard.TRAFFIC_AWAY;
import static dev.signalbox.deployment.Phase.ADMITTING;
import static dev.signalbox.deployment.Phase.CANARY;
import static dev.signalbox.deployment.Phase.CHECKING;
import static dev.signalbox.deployment.Phase.CONVERGING;
import static dev.signalbox.deployment.Phase.GATE;
import static dev.signalbox.deployment.Phase.GATE_AWAY;
import static dev.signalbox.deployment.Phase.JUDGING;
import static dev.signalbox.deployment.Phase.NEEDS_ATTENTION;
import static dev.signalbox.deployment.Phase.PREPARING;
import static dev.signalbox.deployment.Phase.PROVISIONING;
import static dev.signalbox.deployment.Phase.RETIRING;
import static dev.signalbox.deployment.Phase.RETURNING;
import static dev.signalbox.deployment.Phase.REVERTING;
import static dev.signalbox.deployment.Phase.ROLLING;
import static dev.signalbox.deployment.Phase.SETTLING;
import static dev.signalbox.deployment.Phase.SETTLING_AWAY;
import static dev.signalbox.deployment.Phase.SETTLING_BACK;
import static dev.signalbox.deployment.Phase.SETTLING_RETURN;
import static dev.signalbox.deployment.Phase.SMOKING;
import static dev.signalbox.deployment.Phase.SUCCEEDED;
import static dev.signalbox.deployment.Phase.SWAPPING;
import static dev.signalbox.deployment.Phase.SWAPPING_AWAY;
import static dev.signalbox.deployment.Phase.SWAPPING_BACK;
import static dev.signalbox.deployment.Phase.UNCONVERGED;
import static dev.signalbox.deployment.Phase.UNDOING;
import static dev.signalbox.deployment.Phase.UNDONE;
import static dev.signalbox.deployment.Phase.UNPREPARING;
import static dev.signalbox.deployment.Phase.WARMING_UP;
import static dev.signalbox.deployment.Phase.WATCHING;

/** The ways to bring a version to production and back; each is one table, all in this file. */
public enum Strategy {
  /** The idle cluster gets the version, then traffic is swapped to it. */
  BLUE_GREEN(
      "bluegreen",
      StrategyTable.from(PREPARING)
          .act(PREPARING, ROLLING, UNDOING)
          .act(ROLLING, SMOKING, UNDOING)
          .act(SMOKING, WARMING_UP, UNDOING)
          .act(WARMING_UP, GATE, UNDOING)
          .gate(GATE, SWAPPING, UNDOING)
          .forwardSwap(SWAPPING, GATE, SETTLING, SWAPPING_BACK, UNDOING)
          .settle(SETTLING, WATCHING, SWAPPING_BACK)
          .on(WATCHING, COMPLETED, KEEP, UNPREPARING)
          .on(WATCHING, COMPLETED, CONVERGE, CONVERGING)
          .watch(SWAPPING_BACK)
          .on(JUDGING, APPROVED, APPROVAL_SATISFIED.and(KEEP), UNPREPARING)
          .on(JUDGING, APPROVED, APPROVAL_SATISFIED.and(CONVERGE), CONVERGING)
          .act(CONVERGING, UNPREPARING, REVERTING)
          .lastResort(UNPREPARING, SUCCEEDED)
          .lastResort(REVERTING, UNCONVERGED)
          .lastResort(SWAPPING_BACK, SETTLING_BACK)
          .lastResort(SETTLING_BACK, UNDOING)
          .undoes(UNDOING)
          .each(ABORT, UNDOING, PREPARING, ROLLING, SMOKING, WARMING_UP)
          .on(SETTLING, ROLL_BACK, SWAPPING_BACK)
          .on(CONVERGING, ABORT, REVERTING)
          .build()),

  /** Traffic leaves the primary cluster, which gets the version; a second swap returns it. */
  PRIMARY_FIRST(
      "primaryfirst",
      StrategyTable.from(PREPARING)
          .act(PREPARING, GATE_AWAY, UNDOING)
          .gate(GATE_AWAY, SWAPPING_AWAY, UNDOING)
          .forwardSwap(SWAPPING_AWAY, GATE_AWAY, SETTLING_AWAY, UNDOING, UNDOING)
          .settle(SETTLING_AWAY, ROLLING, UNDOING)
          .act(ROLLING, SMOKING, UNDOING)
          .act(SMOKING, WARMING_UP, UNDOING)
          .act(WARMING_UP, GATE, UNDOING)
          .gate(GATE, SWAPPING, UNDOING)
          .forwardSwap(SWAPPING, GATE, SETTLING, SWAPPING_BACK, UNDOING)
          .settle(SETTLING, WATCHING, SWAPPING_BACK)
          .on(WATCHING, COMPLETED, CONVERGING)
          .watch(SWAPPING_BACK)
          .on(JUDGING, APPROVED, APPROVAL_SATISFIED, CONVERGING)
          .act(CONVERGING, UNPREPARING, REVERTING)
          .lastResort(UNPREPARING, SUCCEEDED)
          .lastResort(REVERTING, UNCONVERGED)
          .lastResort(SWAPPING_BACK, SETTLING_BACK)
          .lastResort(SETTLING_BACK, UNDOING)
          .undoes(UNDOING)
          .on(UNDOING, COMPLETED, TRAFFIC_AWAY, RETURNING)
          .lastResort(RETURNING, SETTLING_RETURN)
          .undoes(SETTLING_RETURN)
          .on(SETTLING_RETURN, COMPLETED, TRAFFIC_AWAY, RETURNING)
          .each(ABORT, UNDOING, PREPARING, ROLLING, SMOKING, WARMING_UP)
          .on(SETTLING, ROLL_BACK, SWAPPING_BACK)
          .on(CONVERGING, ABORT, REVERTING)
          .build()),

  /** A new server group is made beside the old one, then traffic is swapped to it. */
  RED_BLACK(
      "redblack",
      StrategyTable.from(PREPARING)
          .act(PREPARING, PROVISIONING, UNDOING)
          .act(PROVISIONING, SMOKING, UNDOING)
          .act(SMOKING, WARMING_UP, UNDOING)
          .act(WARMING_UP, GATE, UNDOING)
          .gate(GATE, SWAPPING, UNDOING)
          .forwardSwap(SWAPPING, GATE, SETTLING, SWAPPING_BACK, UNDOING)
          .settle(SETTLING, WATCHING, SWAPPING_BACK)
          .on(WATCHING, COMPLETED, RETIRING)
          .watch(SWAPPING_BACK)
          .on(JUDGING, APPROVED, APPROVAL_SATISFIED, RETIRING)
          // What is removed is older than the group that was swapped away from: that one still
          // takes production back.
          .on(RETIRING, COMPLETED, UNPREPARING)
          .on(RETIRING, STEP_FAILED, NEEDS_ATTENTION)
          .recovers(RETIRING, SWAPPING_BACK)
          .lastResort(UNPREPARING, SUCCEEDED)
          .lastResort(SWAPPING_BACK, SETTLING_BACK)
          .lastResort(SETTLING_BACK, UNDOING)
          .undoes(UNDOING)
          .each(ABORT, UNDOING, PREPARING, PROVISIONING, SMOKING, WARMING_UP)
          .on(SETTLING, ROLL_BACK, SWAPPING_BACK)
          .build()),

  /** The live cluster gets the version batch by batch; the gate stands before the canary. */
  ROLLING_UPDATE(
      "rolling",
      StrategyTable.from(PREPARING)
          .act(PREPARING, CANARY, UNDOING)
          .act(CANARY, WARMING_UP, UNDOING)
          .act(WARMING_UP, GATE, UNDOING)
          .gate(GATE, ADMITTING, UNDOING)
          .forwardSwap(ADMITTING, GATE, ROLLING, UNDOING, UNDOING)
          .act(ROLLING, WATCHING, UNDOING)
          .on(WATCHING, COMPLETED, SUCCEEDED)
          .watch(UNDOING)
          .on(JUDGING, APPROVED, APPROVAL_SATISFIED, SUCCEEDED)
          .undoes(UNDOING)
          .each(ABORT, UNDOING, PREPARING, CANARY, WARMING_UP, ROLLING)
          .on(ROLLING, ROLL_BACK, UNDOING)
          .build()),

  /** Traffic goes back to the kept cluster. */
  ROLLBACK_SWAP(
      "rollback",
      StrategyTable.from(CHECKING)
          .act(CHECKING, SWAPPING_BACK, UNDONE)
          .lastResort(SWAPPING_BACK, SETTLING_BACK)
          .lastResort(SETTLING_BACK, SUCCEEDED)
          .on(CHECKING, ABORT, UNDONE)
          .build()),

  /** The live cluster goes back to the version before, node by node in reverse order. */
  ROLLBACK_ROLLING(
      "rollback-rolling",
      StrategyTable.from(CHECKING)
          .act(CHECKING, ROLLING, UNDONE)
          .on(ROLLING, COMPLETED, SUCCEEDED)
          .on(ROLLING, STEP_FAILED, NEEDS_ATTENTION)
          .recovers(ROLLING, UNDOING)
          .lastResort(UNDOING, UNDONE)
          .on(CHECKING, ABORT, UNDONE)
          .on(ROLLING, ABORT, UNDOING)
          .build());

  private final String word;

  // List.copyOf makes the table immutable; the checker knows only annotated types.
  @SuppressWarnings("ImmutableEnumChecker")
  private final StrategyTable table;

  Strategy(String word, StrategyTable table) {
    this.word = word;
    this.table = table;
  }

  /** The word that people type and read. */
  public String word() {
    return word;
  }

  /** What follows what. */
  public StrategyTable table() {
    return table;
  }

  /** Whether it changes nodes of the cluster that takes production, one batch at a time. */
  public boolean rollsLiveCluster() {
    return this == ROLLING_UPDATE || this == ROLLBACK_ROLLING;
  }

  /** Whether this brings an old version back, which needs a role instead of a gate. */
  public boolean isRollback() {
    return this == ROLLBACK_SWAP || this == ROLLBACK_ROLLING;
  }
}
