package dev.signalbox.simulation;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.TrafficSwitch;
import java.time.Duration;
import java.util.Optional;

/** The lane's router. */
final class SimSwitch implements TrafficSwitch {
  private final SimLane lane;
  private final Lifeline life;

  SimSwitch(SimLane lane, Lifeline life) {
    this.lane = lane;
    this.life = life;
  }

  @Override
  public Live read() {
    return lane.ask(life, "read switch", () -> new Live(lane.live, "-> " + lane.live));
  }

  @Override
  public StepOutcome prepare(Attempt attempt) {
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "prepare",
            a -> a instanceof Action.PrepareSwitch,
            () -> {
              lane.prepared = true;
              return StepOutcome.done("prepared");
            }));
  }

  @Override
  public StepOutcome unprepare(Attempt attempt) {
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "unprepare",
            a -> a instanceof Action.UnprepareSwitch,
            () -> {
              lane.prepared = false;
              return StepOutcome.done("unprepared");
            }));
  }

  @Override
  public Swapped swap(String from, String to) {
    String operation = "swap " + from + " to " + to;
    StepOutcome outcome =
        lane.perform(
            life,
            new NobodyStops(),
            new SimLane.Change(
                operation,
                a -> a.equals(new Action.Swap(from, to)),
                () -> {
                  if (!lane.live.equals(from)) {
                    return new StepOutcome.Unknown("mismatch");
                  }
                  lane.promises.swaps(lane, to);
                  lane.live = to;
                  lane.unsettled.add(from);
                  lane.unsettled.remove(to);
                  return StepOutcome.done("swapped");
                }));
    return switch (outcome) {
      case StepOutcome.Done _ -> new Swapped.Accepted("accepted");
      case StepOutcome.Unknown _ ->
          new Swapped.Mismatch(new Live(lane.live(), "-> " + lane.live()));
      case StepOutcome.Failed _, StepOutcome.Inconclusive _, StepOutcome.Stopped _ ->
          new Swapped.Refused(outcome.line());
    };
  }

  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    return lane.perform(
        life,
        attempt,
        new SimLane.Change(
            "settle " + old,
            a -> a.equals(new Action.Settle(old)),
            () -> {
              lane.unsettled.remove(old);
              return StepOutcome.done(old + " is quiet");
            }));
  }

  @Override
  public Optional<Duration> statedWait() {
    return Optional.empty();
  }

  /** A swap takes no time, so that nobody can stop it. */
  private record NobodyStops() implements Attempt {
    @Override
    public void progress(String line) {}

    @Override
    public boolean stopRequested() {
      return false;
    }

    @Override
    public Duration remaining() {
      return Duration.ofSeconds(1);
    }

    @Override
    public boolean pause(Duration time) {
      return true;
    }
  }
}
