package dev.signalbox.lab;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.Told;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.util.Optional;

/** Switches the lab's proxy, which does so at once and counts what is in flight. */
public final class LabTrafficSwitch implements TrafficSwitch {
  private final LabClient client;
  private final LabLane lane;

  /** The switch of one lane of the lab. */
  public LabTrafficSwitch(LabClient client, Lane lane) {
    this.client = client;
    this.lane = new LabLane(client, lane);
  }

  @Override
  public Live read() {
    return live(lane.look().live());
  }

  private Live live(String cluster) {
    return new Live(cluster, "the lab's proxy sends %s to %s".formatted(lane.lane(), cluster));
  }

  @Override
  public StepOutcome prepare(Attempt attempt) {
    return outcome(
        client.change("PUT", lane.path() + "/preparation", new Told.Done("prepare")),
        "The lab's proxy switches at once; nothing to prepare.");
  }

  @Override
  public StepOutcome unprepare(Attempt attempt) {
    return outcome(
        client.change("DELETE", lane.path() + "/preparation", new Told.Done("unprepare")),
        "Nothing was prepared that has to be taken back.");
  }

  private static StepOutcome outcome(LabClient.Reply reply, String done) {
    return switch (reply) {
      case LabClient.Reply.Made _ -> StepOutcome.done(done);
      case LabClient.Reply.Refused(String reason) -> StepOutcome.failed(reason);
      case LabClient.Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
    };
  }

  @Override
  public Swapped swap(String from, String to) {
    return switch (client.change("POST", lane.path() + "/swap", new Asked.Swap(from, to))) {
      case LabClient.Reply.Made _ ->
          new Swapped.Accepted("the lab's proxy switched from %s to %s".formatted(from, to));
      case LabClient.Reply.Mismatch(String live) -> new Swapped.Mismatch(live(live));
      case LabClient.Reply.Refused(String reason) -> new Swapped.Refused(reason);
    };
  }

  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    return Watching.until(
        attempt,
        () -> client.look(Watching.patient(lane.cluster(old) + "/settled"), ClusterTold.class),
        seen -> settled(old, seen),
        seen ->
            "%d requests are still in flight at %s."
                .formatted(seen.map(ClusterTold::inFlight).orElse(0), old));
  }

  private static Optional<StepOutcome> settled(String old, Optional<ClusterTold> seen) {
    if (seen.isEmpty()) {
      return Optional.of(StepOutcome.done(old + " is gone."));
    }
    if (seen.get().live()) {
      return Optional.of(StepOutcome.failed(old + " is live: it cannot settle."));
    }
    return seen.get().inFlight() == 0
        ? Optional.of(StepOutcome.done("No request is in flight at %s.".formatted(old)))
        : Optional.empty();
  }

  @Override
  public Optional<Duration> statedWait() {
    return Optional.empty();
  }
}
