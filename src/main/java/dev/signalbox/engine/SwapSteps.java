package dev.signalbox.engine;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Live;
import dev.signalbox.port.TrafficSwitch.Swapped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The swap: read, compare-and-set, read back (promise 5). Asking for a change and seeing it true
 * are two facts, and an answer that is lost is settled by reading, never by guessing.
 */
final class SwapSteps {
  private static final int READS = 6;
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);

  /** Journals what was read back after a swap. */
  interface Journaled {
    /** The swap that was asked for, what is live, and the time from asking to seeing. */
    void readBack(String from, String to, String live, Duration took);
  }

  private final LaneSpec spec;
  private final Equipment equipment;
  private final InstantSource clock;

  SwapSteps(LaneSpec spec, Equipment equipment, InstantSource clock) {
    this.spec = spec;
    this.equipment = equipment;
    this.clock = clock;
  }

  StepOutcome swap(String from, String to, Attempt attempt, StepRunner.Run run) {
    Optional<Live> before = readPatiently(attempt);
    if (before.isEmpty()) {
      return run.resumed()
          ? new StepOutcome.Unknown("the switch cannot be read, and a swap may have been under way")
          : StepOutcome.failed("the switch cannot be read: nothing was asked of it");
    }
    String live = before.get().cluster();
    if (live.equals(to)) {
      // It may have moved before a crash: then the time until now is how long nobody saw it.
      Instant asked = run.resumed() ? run.began() : clock.instant();
      run.journaled().readBack(from, to, live, Duration.between(asked, clock.instant()));
      return StepOutcome.done("production goes to " + to + " already");
    }
    if (!live.equals(from)) {
      return StepOutcome.failed(drift(from, live));
    }
    boolean forward = run.deployment().phase().isForwardSwap();
    Optional<String> unready = unready(to, forward);
    if (unready.isPresent()) {
      return StepOutcome.failed(unready.get());
    }
    return ask(from, to, attempt, run);
  }

  private StepOutcome ask(String from, String to, Attempt attempt, StepRunner.Run run) {
    Instant asked = clock.instant();
    String lost = "";
    try {
      switch (equipment.trafficSwitch().swap(from, to)) {
        case Swapped.Accepted _ -> {
          // Whether it is true is read back below.
        }
        case Swapped.Mismatch(Live live) -> {
          if (!live.cluster().equals(to)) {
            return StepOutcome.failed(drift(from, live.cluster()));
          }
        }
        case Swapped.Refused(String reason) -> {
          return StepOutcome.failed("the switch refused: " + reason);
        }
      }
    } catch (PortFailure.Unreachable e) {
      return StepOutcome.failed(e.reason() + ": nothing was changed");
    } catch (PortFailure.OutcomeUnknown e) {
      lost = e.reason();
      attempt.progress("the answer to the swap is lost, reading the switch: " + lost);
    }
    return readBack(from, to, asked, lost, attempt, run);
  }

  private StepOutcome readBack(
      String from, String to, Instant asked, String lost, Attempt attempt, StepRunner.Run run) {
    Duration backOff = FIRST_BACK_OFF;
    String seen = "nothing could be read";
    for (int i = 0; i < READS; i++) {
      try {
        Live live = equipment.trafficSwitch().read();
        seen = "it shows " + live.cluster();
        if (live.cluster().equals(to)) {
          Duration took = Duration.between(asked, clock.instant());
          run.journaled().readBack(from, to, live.cluster(), took);
          return StepOutcome.done(
              "production goes to " + to + ", read back after " + took.toMillis() + " ms");
        }
      } catch (PortFailure e) {
        seen = e.reason();
      }
      if (!attempt.pause(backOff)) {
        break;
      }
      backOff = backOff.multipliedBy(2);
    }
    // Even when the old cluster is still shown, the request may be on its way: only people can say.
    return new StepOutcome.Unknown(
        "the switch was asked to swap to "
            + to
            + " and does not show it: "
            + seen
            + (lost.isEmpty() ? "" : " (" + lost + ")"));
  }

  /** What is live, after a few tries; empty when it cannot be read. */
  Optional<Live> readPatiently(Attempt attempt) {
    Duration backOff = FIRST_BACK_OFF;
    for (int i = 0; i < READS; i++) {
      try {
        return Optional.of(equipment.trafficSwitch().read());
      } catch (PortFailure e) {
        attempt.progress("the switch cannot be read: " + e.reason());
        if (!attempt.pause(backOff)) {
          return Optional.empty();
        }
        backOff = backOff.multipliedBy(2);
      }
    }
    return Optional.empty();
  }

  /**
   * Nobody is sent to a cluster in which nobody serves; and forward to none that is below its
   * minimum, which whoever goes back cannot wait for.
   */
  private Optional<String> unready(String cluster, boolean forward) {
    try {
      List<NodeState> nodes = equipment.loadBalancer().nodes(cluster);
      long serve = nodes.stream().filter(NodeState::serves).count();
      int wanted = Math.min(spec.minimumHealthy(cluster, nodes.size()), nodes.size());
      int minimum = forward ? Math.max(1, wanted) : 1;
      if (serve >= minimum) {
        return Optional.empty();
      }
      return Optional.of(
          serve == 0
              ? "no node of " + cluster + " serves: production is not sent there"
              : serve
                  + " of "
                  + nodes.size()
                  + " nodes of "
                  + cluster
                  + " serve, the minimum is "
                  + minimum
                  + ": production is not sent there");
    } catch (PortFailure e) {
      return Optional.of(e.reason());
    }
  }

  private static String drift(String expected, String live) {
    return "production goes to "
        + live
        + ", not to "
        + expected
        + " as expected: somebody else changed the switch";
  }
}
