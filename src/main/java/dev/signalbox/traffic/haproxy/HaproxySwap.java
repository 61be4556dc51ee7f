package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Live;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import dev.signalbox.traffic.haproxy.HaproxyLane.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One swap at all HAProxys of a lane: look, look whether the target serves, write the files, and
 * then change one HAProxy after the other, each read back. What was changed before something went
 * wrong is changed back.
 *
 * <p>HAProxy has no command that compares and sets. Writers of this process take turns; the last
 * look and the change follow each other on one connection, within a tenth of a millisecond, and the
 * change names the entry that was looked at. Whoever else sets the map within that time is
 * overwritten, and whoever does later is found by reading back.
 */
final class HaproxySwap {
  private final HaproxyLane lane;
  private final Place from;
  private final Place to;
  private final Deadline work;
  private final Deadline end;
  private final List<Haproxy> written = new ArrayList<>();
  private final List<Haproxy> moved = new ArrayList<>();

  HaproxySwap(HaproxyLane lane, Place from, Place to) {
    this.lane = lane;
    this.from = from;
    this.to = to;
    // What is left after the work is for undoing it, within the one time-out that was promised.
    this.work = Deadline.after(lane.settings().timeout().multipliedBy(3).dividedBy(5));
    this.end = lane.deadline();
  }

  /** What one HAProxy made of the change. */
  private sealed interface Moved {
    record Taken() implements Moved {}

    record Elsewhere(MapEntry entry) implements Moved {}

    record Refused(String answer) implements Moved {}
  }

  Swapped run() {
    List<Seen> seen = lane.look(work);
    Optional<Swapped> before = mismatch(seen).or(this::unready).or(this::persist);
    return before.orElseGet(this::move);
  }

  private Optional<Swapped> mismatch(List<Seen> seen) {
    for (Seen each : seen) {
      if (each.entry() instanceof MapEntry.Unusable(String reason, String remedy)) {
        return Optional.of(
            new Swapped.Refused("%s: %s. %s".formatted(each.haproxy().title(), reason, remedy)));
      }
    }
    return seen.stream().allMatch(it -> it.says(from.backend()))
        ? Optional.empty()
        : Optional.of(new Swapped.Mismatch(new Live(lane.live(seen), lane.detail(seen))));
  }

  /** HAProxy would take a backend that answers 503 only, or none at all, without a word. */
  private Optional<Swapped> unready() {
    for (Haproxy haproxy : lane.haproxies()) {
      Optional<String> reason = Readiness.reason(haproxy, to, work);
      if (reason.isPresent()) {
        return Optional.of(new Swapped.Refused(reason.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<Swapped> persist() {
    for (Haproxy haproxy : lane.haproxies()) {
      Optional<String> problem = attempt(() -> lane.persist(haproxy, to.backend()));
      if (problem.isPresent()) {
        return Optional.of(
            new Swapped.Refused(haproxy.title() + ": " + problem.get() + takenBack()));
      }
      written.add(haproxy);
    }
    return Optional.empty();
  }

  private Swapped move() {
    String lost = "";
    for (Haproxy haproxy : lane.haproxies()) {
      try {
        switch (haproxy.talk(work, conversation -> move(conversation))) {
          case Moved.Taken _ -> moved.add(haproxy);
          case Moved.Elsewhere _ -> {
            return elsewhere();
          }
          case Moved.Refused(String answer) -> {
            return new Swapped.Refused(
                "%s refused: %s%s"
                    .formatted(haproxy.title(), MapEntry.excerpt(answer), takenBack()));
          }
        }
      } catch (PortFailure.Unreachable e) {
        throw new PortFailure.Unreachable(e.reason() + takenBack(), e);
      } catch (PortFailure.OutcomeUnknown e) {
        lost = e.reason();
        if (!showsAfterAll(haproxy)) {
          throw new PortFailure.OutcomeUnknown(lost + takenBack(), e);
        }
        moved.add(haproxy);
      }
    }
    if (!lost.isEmpty()) {
      throw new PortFailure.OutcomeUnknown(lost + "; asked again, all say " + to.backend(), null);
    }
    return new Swapped.Accepted(
        "%s says %s → %s at %s, read back"
            .formatted(lane.settings().map(), lane.settings().key(), to.backend(), names(moved)));
  }

  private Moved move(Conversation conversation) {
    if (!(lane.entry(conversation) instanceof MapEntry.Says(String reference, String value))
        || !value.equals(from.backend())) {
      return new Moved.Elsewhere(lane.entry(conversation));
    }
    String answer =
        conversation.ask(RuntimeCommand.setMap(lane.settings().map(), reference, to.backend()));
    if (!answer.isEmpty()) {
      return new Moved.Refused(answer);
    }
    MapEntry after = readBack(conversation);
    return after instanceof MapEntry.Says(String _, String now) && now.equals(to.backend())
        ? new Moved.Taken()
        : new Moved.Elsewhere(after);
  }

  /** It took the change; when it is gone right after that, whoever reads it next finds out. */
  private MapEntry readBack(Conversation conversation) {
    try {
      return lane.entry(conversation);
    } catch (PortFailure.Unreachable e) {
      return new MapEntry.Says("", to.backend());
    }
  }

  /**
   * Whether the change whose answer was lost is there. One that cannot be asked keeps its new file:
   * it may have taken the change, may take it when it goes on, and starts from it when it is dead.
   */
  private boolean showsAfterAll(Haproxy haproxy) {
    try {
      return new Seen(haproxy, haproxy.talk(work, lane::entry)).says(to.backend());
    } catch (PortFailure e) {
      written.remove(haproxy);
      return false;
    }
  }

  private Swapped elsewhere() {
    String undone = takenBack();
    List<Seen> now = lane.look(end);
    String live = lane.live(now);
    return live.equals(from.cluster())
        ? new Swapped.Refused("somebody else changed the map at the same time" + undone)
        : new Swapped.Mismatch(new Live(live, lane.detail(now) + undone));
  }

  /** Changes everything back, and says what could not be; empty where there was nothing to do. */
  private String takenBack() {
    List<String> left = new ArrayList<>();
    for (Haproxy haproxy : moved.reversed()) {
      attempt(() -> haproxy.talk(end, this::moveBack))
          .ifPresent(
              it ->
                  left.add(
                      haproxy.title() + " may send production to " + to.cluster() + ": " + it));
    }
    for (Haproxy haproxy : written.reversed()) {
      attempt(() -> likeRunning(haproxy))
          .ifPresent(it -> left.add("the file of " + haproxy.title() + " may be wrong: " + it));
    }
    String done = moved.isEmpty() ? "" : "; changed back at " + names(moved);
    moved.clear();
    written.clear();
    return left.isEmpty() ? done : "; NOT changed back: " + String.join("; ", left);
  }

  private Optional<String> moveBack(Conversation conversation) {
    if (!(lane.entry(conversation) instanceof MapEntry.Says(String reference, String value))
        || !value.equals(to.backend())) {
      return Optional.empty();
    }
    String answer =
        conversation.ask(RuntimeCommand.setMap(lane.settings().map(), reference, from.backend()));
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** A file says what the running HAProxy says, or what it said before where that is not known. */
  private Optional<String> likeRunning(Haproxy haproxy) {
    String backend = from.backend();
    try {
      if (haproxy.talk(end, lane::entry) instanceof MapEntry.Says(String _, String value)) {
        backend = value;
      }
    } catch (PortFailure.Unreachable e) {
      // Gone: it was told nothing that is known to have reached it, and starts from the file.
      return lane.persist(haproxy, from.backend());
    }
    return lane.persist(haproxy, backend);
  }

  private static Optional<String> attempt(Supplier<Optional<String>> work) {
    try {
      return work.get();
    } catch (PortFailure e) {
      return Optional.of(e.reason());
    }
  }

  private static String names(List<Haproxy> haproxies) {
    return String.join(", ", haproxies.stream().map(it -> it.instance().name()).toList());
  }
}
