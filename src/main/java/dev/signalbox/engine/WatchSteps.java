package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WatchPolicy.OnFailure;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficMeter.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The watch: judges a version by its production traffic and by the meter's conditions. Where it
 * fails and the lane gives people time, they may stop the swap back with a hold, or hasten it.
 */
final class WatchSteps {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final LaneSpec spec;
  private final Equipment equipment;
  private final Supplier<List<Hold>> holds;
  private final InstantSource clock;

  WatchSteps(LaneSpec spec, Equipment equipment, Supplier<List<Hold>> holds, InstantSource clock) {
    this.spec = spec;
    this.equipment = equipment;
    this.holds = holds;
    this.clock = clock;
  }

  /**
   * Judges production traffic until the verdict is clear or the time is over.
   *
   * @param old the cluster that served before
   */
  StepOutcome watch(Action.Watch watch, String old, Attempt attempt, Instant began) {
    Instant end = began.plus(watch.time());
    while (true) {
      switch (verdict(watch, old, began, !clock.instant().isBefore(end))) {
        case WatchVerdict.Passed(String line) -> {
          return StepOutcome.done(line);
        }
        case WatchVerdict.Failed(String reason) -> {
          return failed(reason, old, attempt);
        }
        case WatchVerdict.Inconclusive(String reason) -> {
          return new StepOutcome.Inconclusive(reason);
        }
        case WatchVerdict.GoesOn _ -> {
          attempt.pause(shorter(end));
          if (attempt.stopRequested()) {
            return new StepOutcome.Stopped("the watch was stopped");
          }
        }
      }
    }
  }

  private WatchVerdict verdict(Action.Watch watch, String old, Instant began, boolean over) {
    WatchVerdict counted =
        WatchJudge.judge(spec.watch(), shares(began), watch.cluster(), watch.version(), over);
    return WatchJudge.with(counted, equipment.meter().conditions(watch.cluster(), old, began));
  }

  private Duration shorter(Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return left.compareTo(LOOK_EVERY) < 0 ? left.plusMillis(1) : LOOK_EVERY;
  }

  /**
   * What the meter says; a meter that cannot be reached has seen nothing, which is inconclusive.
   */
  private List<Share> shares(Instant from) {
    try {
      return equipment.meter().since(from);
    } catch (PortFailure e) {
      return List.of();
    }
  }

  private StepOutcome failed(String reason, String old, Attempt attempt) {
    Duration time = spec.watch().swapBackAfter();
    if (spec.watch().onFailure() != OnFailure.SWAP_BACK || !time.isPositive()) {
      return StepOutcome.failed(reason);
    }
    Instant failed = clock.instant();
    Instant end = failed.plus(time);
    attempt.progress(
        "The watch has failed: %s. Production swaps back to %s in %d s; /rollback does it now, /hold stops it."
            .formatted(reason, old, time.toSeconds()));
    while (clock.instant().isBefore(end)) {
      Optional<Hold> stopped = stopped(failed);
      if (stopped.isPresent()) {
        return new StepOutcome.Inconclusive(
            "%s; the swap back was stopped by %s: %s"
                .formatted(reason, stopped.get().by().person(), stopped.get().reason()));
      }
      attempt.pause(shorter(end));
      if (attempt.stopRequested()) {
        return new StepOutcome.Stopped(reason);
      }
    }
    return StepOutcome.failed(reason);
  }

  /** A person's hold of the lane since the watch failed. */
  private Optional<Hold> stopped(Instant failed) {
    return holds.get().stream()
        .filter(it -> it.scope().covers(spec.lane()) && it.holdsAt(clock.instant()))
        .filter(it -> !it.by().equals(Actor.SIGNALBOX) && !it.since().isBefore(failed))
        .findFirst();
  }
}
