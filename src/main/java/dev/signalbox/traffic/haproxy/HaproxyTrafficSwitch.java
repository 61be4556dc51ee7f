package dev.signalbox.traffic.haproxy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.topology.Lane;
import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import dev.signalbox.traffic.haproxy.HaproxyLane.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends a lane's production to the backend that the lane's entry in a map names. The map's file is
 * written before the map of the running HAProxy is changed, so that a reload, a restart or a crash
 * of HAProxy comes up with what was last swapped to.
 */
public final class HaproxyTrafficSwitch implements TrafficSwitch, Inspectable {
  private final HaproxyLane lane;

  /** The switch of one lane. */
  public HaproxyTrafficSwitch(Lane lane, HaproxySettings settings, Haproxies haproxies) {
    this.lane = new HaproxyLane(lane, settings, haproxies);
  }

  /** Where the HAProxys disagree, what is live is no cluster, but says which has which. */
  @Override
  public Live read() {
    List<Seen> seen = lane.look(lane.deadline());
    return new Live(lane.live(seen), lane.detail(seen));
  }

  /** Writes what is live into the files: so it is seen early when they could not be written. */
  @Override
  public StepOutcome prepare(Attempt attempt) {
    Optional<String> problem = agree();
    return problem
        .map(StepOutcome::failed)
        .orElseGet(
            () -> StepOutcome.done("HAProxy switches at once; its map file can be written."));
  }

  /** What the files say becomes what the running HAProxys say; why it does not, or empty. */
  private Optional<String> agree() {
    List<String> problems = new ArrayList<>();
    try (var _ = lane.turns()) {
      for (Seen seen : lane.look(lane.deadline())) {
        if (seen.entry() instanceof MapEntry.Says(String _, String value)) {
          lane.persist(seen.haproxy(), value)
              .ifPresent(it -> problems.add(seen.haproxy().title() + ": " + it));
        }
      }
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  @Override
  public StepOutcome unprepare(Attempt attempt) {
    return StepOutcome.done("Nothing was prepared that has to be taken back.");
  }

  @Override
  public Swapped swap(String from, String to) {
    Optional<Place> target = lane.place(to);
    if (target.isEmpty()) {
      return new Swapped.Refused("'%s' has no backend at HAProxy: %s".formatted(to, lane.remedy()));
    }
    Optional<Place> source = lane.place(from);
    if (source.isEmpty()) {
      return new Swapped.Mismatch(read());
    }
    try (var _ = lane.turns()) {
      return new HaproxySwap(lane, source.get(), target.get()).run();
    }
  }

  /** Waits until no request is under way in the backend; idle connections of users do not count. */
  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    Optional<Place> place = lane.place(old);
    return place.isEmpty() ? StepOutcome.done(old + " is gone.") : settle(place.get(), attempt);
  }

  private StepOutcome settle(Place old, Attempt attempt) {
    Sessions sessions = new Sessions(lane, old.backend(), Optional.empty());
    Stillness stillness = new Stillness();
    StepOutcome outcome =
        Waiting.until(
            attempt,
            () -> {
              List<Seen> seen = lane.look(lane.deadline());
              return seen.stream().anyMatch(it -> it.says(old.backend()))
                  ? Optional.<Sessions.Count>empty()
                  : Optional.of(sessions.count(lane.deadline()));
            },
            count ->
                count.isEmpty()
                    ? Optional.of(StepOutcome.failed(old.cluster() + " is live: it cannot settle."))
                    : stillness.of(count.get().busy())
                        ? Optional.of(
                            StepOutcome.done(
                                "No request is under way in backend " + old.backend() + "."))
                        : Optional.empty(),
            count ->
                "%s requests are still under way in backend %s (%s)."
                    .formatted(
                        count.map(Sessions.Count::busy).orElse(0L),
                        old.backend(),
                        count.map(Sessions.Count::words).orElse("")));
    return outcome instanceof StepOutcome.Done ? kept(outcome) : outcome;
  }

  /** After a swap whose answer was lost, a file may lag behind: now it does not. */
  private StepOutcome kept(StepOutcome done) {
    return agree().map(it -> StepOutcome.done(done.line() + " But " + it + ".")).orElse(done);
  }

  @Override
  public Optional<Duration> statedWait() {
    return Optional.empty();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return new SwitchInspection(lane, limit).findings();
  }
}
