package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import dev.signalbox.traffic.haproxy.RuntimeCommand.ServerOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one server out of rotation at all HAProxys of a lane and puts it back, and remembers that
 * it did: a server that somebody else took out is left out.
 */
final class ServerRotation {
  private final HaproxyLane lane;
  private final Place place;
  private final String server;

  ServerRotation(HaproxyLane lane, Place place, String server) {
    this.lane = lane;
    this.place = place;
    this.server = server;
  }

  /** One HAProxy, and the server there. */
  record Spot(Haproxy haproxy, BackendView view, ServerRow row) {}

  /** What became of the wish. */
  sealed interface Told {
    /**
     * It was told, or was so already.
     *
     * @param notOurs the HAProxys where somebody else has taken the server out, which was left so
     */
    record Done(List<String> notOurs) implements Told {}

    /** It could not be. */
    record Failed(String reason) implements Told {}
  }

  /** The server at every HAProxy; empty as soon as one does not have it. */
  Optional<List<Spot>> spots(Deadline deadline) {
    List<Spot> spots = new ArrayList<>();
    for (Haproxy haproxy : lane.haproxies()) {
      Optional<Spot> spot =
          haproxy
              .backend(place.backend(), deadline)
              .flatMap(view -> view.server(server).map(row -> new Spot(haproxy, view, row)));
      if (spot.isEmpty()) {
        return Optional.empty();
      }
      spots.add(spot.get());
    }
    return Optional.of(spots);
  }

  Told takeOut() {
    return each(this::takeOut);
  }

  Told putBack() {
    return each(this::putBack);
  }

  private interface Work {
    /** Why it failed, or empty. */
    Optional<String> at(Spot spot, Ledger ledger, Deadline deadline);
  }

  private Told each(Work work) {
    try (var _ = lane.turns()) {
      Deadline deadline = lane.deadline();
      Optional<List<Spot>> spots = spots(deadline);
      if (spots.isEmpty()) {
        return new Told.Failed(
            "There is no server '%s' in backend %s at every HAProxy of %s."
                .formatted(server, place.backend(), lane.lane()));
      }
      List<String> notOurs = new ArrayList<>();
      for (Spot spot : spots.get()) {
        Ledger ledger = spot.haproxy().ledger(lane.lane());
        if (isSomebodyElses(spot.row(), ledger)) {
          notOurs.add(spot.haproxy().instance().name());
          continue;
        }
        Optional<String> problem = work.at(spot, ledger, deadline);
        if (problem.isPresent()) {
          return new Told.Failed(problem.get());
        }
      }
      return new Told.Done(notOurs);
    }
  }

  private boolean isSomebodyElses(ServerRow row, Ledger ledger) {
    return row.isInMaintenance()
        || (row.isDrained() && !ledger.drainedByUs(place.backend(), server));
  }

  private Optional<String> takeOut(Spot spot, Ledger before, Deadline deadline) {
    if (spot.row().isDrained()) {
      return Optional.empty();
    }
    Ledger ledger = before.drain(place.backend(), server);
    StartStates states = new StartStates(spot.haproxy());
    Optional<String> unwritten =
        spot.haproxy()
            .keep(lane.lane(), ledger)
            .or(() -> states.write(spot.view(), ledger, Optional.of(server)));
    return unwritten.isPresent()
        ? unwritten.map(it -> it + ". " + server + " was not drained.")
        : tell(spot, ServerOrder.DRAIN, deadline);
  }

  private Optional<String> putBack(Spot spot, Ledger before, Deadline deadline) {
    Ledger ledger = before.restore(place.backend(), server);
    if (ledger.equals(before) && !spot.row().isOut()) {
      return Optional.empty();
    }
    Optional<String> unwritten =
        new StartStates(spot.haproxy()).write(spot.view(), ledger, Optional.empty());
    if (unwritten.isPresent()) {
      return unwritten.map(it -> it + ". " + server + " is still drained.");
    }
    // Only what is in rotation again is forgotten: until then it is our drain.
    return tell(spot, ServerOrder.READY, deadline)
        .or(() -> spot.haproxy().keep(lane.lane(), ledger));
  }

  private Optional<String> tell(Spot spot, ServerOrder order, Deadline deadline) {
    String answer =
        spot.haproxy()
            .talk(deadline, it -> it.ask(RuntimeCommand.setState(place.backend(), server, order)));
    return answer.isEmpty()
        ? Optional.empty()
        : Optional.of("%s refused: %s".formatted(spot.haproxy().title(), MapEntry.excerpt(answer)));
  }

  /** The server at every HAProxy; one that is gone there is an outage like any other. */
  List<Spot> look() {
    return spots(lane.deadline())
        .orElseThrow(
            () ->
                new PortFailure.Unreachable(
                    "backend %s has no server %s any more".formatted(place.backend(), server),
                    null));
  }
}
