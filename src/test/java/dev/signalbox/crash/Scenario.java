package dev.signalbox.crash;

import dev.signalbox.deployment.Phase;
import dev.signalbox.process.LabProcess;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;

/** A deployment and the end that it comes to, whatever happens to the bot meanwhile. */
enum Scenario {
  BLUEGREEN_KEEP("bluegreen", "", Phase.SUCCEEDED, 1),
  BLUEGREEN_CONVERGE("bluegreen", "", Phase.SUCCEEDED, 1),
  PRIMARYFIRST("primaryfirst", "", Phase.SUCCEEDED, 2),
  REDBLACK("redblack", "", Phase.SUCCEEDED, 1),
  ROLLING("rolling", "", Phase.SUCCEEDED, 0),
  BLUEGREEN_FLAKY("bluegreen", "-flaky", Phase.ROLLED_BACK, 2),
  PRIMARYFIRST_FLAKY("primaryfirst", "-flaky", Phase.ROLLED_BACK, 4),
  REDBLACK_FLAKY("redblack", "-flaky", Phase.ROLLED_BACK, 2),
  ROLLING_FLAKY("rolling", "-flaky", Phase.ROLLED_BACK, 0),
  BLUEGREEN_BADSMOKE("bluegreen", "-badsmoke", Phase.UNDONE, 0),
  PRIMARYFIRST_BADSMOKE("primaryfirst", "-badsmoke", Phase.UNDONE, 2),
  REDBLACK_BADSMOKE("redblack", "-badsmoke", Phase.UNDONE, 0),
  BLUEGREEN_REJECTED("bluegreen", "", Phase.UNDONE, 0),
  ROLLING_REJECTED("rolling", "", Phase.UNDONE, 0),
  BLUEGREEN_AGED("bluegreen", "", Phase.SUCCEEDED, 1),
  ROLLBACK("bluegreen", "", Phase.SUCCEEDED, 1),
  ROLLBACK_ROLLING("rolling", "", Phase.SUCCEEDED, 0);

  static final List<Scenario> HAPPY_PATHS =
      List.of(BLUEGREEN_KEEP, BLUEGREEN_CONVERGE, PRIMARYFIRST, REDBLACK, ROLLING);

  static final List<Scenario> WAYS_BACK =
      List.of(BLUEGREEN_FLAKY, PRIMARYFIRST_FLAKY, REDBLACK_FLAKY, ROLLING_FLAKY);

  private final String strategy;
  private final String marker;
  private final Phase end;
  private final int swaps;

  Scenario(String strategy, String marker, Phase end, int swaps) {
    this.strategy = strategy;
    this.marker = marker;
    this.end = end;
    this.swaps = swaps;
  }

  Lane lane() {
    return strategy.equals("redblack") ? LabProcess.API : LabProcess.SHOP;
  }

  /** What is deployed; the lab reads off its name whether it misbehaves. */
  String version() {
    return "v2" + marker;
  }

  /** What is deployed before, without any crash. */
  Optional<String> prelude() {
    return isRollback() ? Optional.of(deployment()) : Optional.empty();
  }

  String request() {
    return isRollback()
        ? "/rollback app:%s stage:%s".formatted(lane().application(), lane().stage())
        : deployment();
  }

  boolean isRollback() {
    return this == ROLLBACK || this == ROLLBACK_ROLLING;
  }

  private String deployment() {
    return "/deploy %s %s app:%s stage:%s"
        .formatted(version(), strategy, lane().application(), lane().stage());
  }

  /** What the approver says at every gate. */
  String decision() {
    return name().endsWith("_REJECTED") ? "/reject not today" : "/approve";
  }

  /** Arguments that the bot is started with for this. */
  List<String> arguments() {
    return switch (this) {
      case BLUEGREEN_CONVERGE ->
          List.of("--signalbox.applications.shop.rollout.after-swap=converge");
      case BLUEGREEN_AGED ->
          List.of("--signalbox.applications.shop.rollout.timeouts.evidence-age=1s");
      default -> List.of();
    };
  }

  /** The phase in which it ends. */
  Phase end() {
    return end;
  }

  /** About how many journal entries it makes; where fewer come, no crash happens. */
  int entries() {
    return switch (strategy) {
      case "primaryfirst" -> 80;
      case "rolling" -> 35;
      default -> 45;
    };
  }

  /** How often the switch is moved in all. */
  int swaps() {
    return swaps;
  }

  /** Whether it goes well, so that no user may notice it. */
  boolean happy() {
    return end == Phase.SUCCEEDED;
  }

  boolean isOn(String word) {
    return strategy.equals(word);
  }

  /** Whether it brings production to the version that is deployed. */
  boolean brings() {
    return happy() && !isRollback();
  }

  /** Whether the cluster that was swapped away from ends on the new version too. */
  boolean convergesAfterwards() {
    return happy() && (this == BLUEGREEN_CONVERGE || isOn("primaryfirst"));
  }
}
