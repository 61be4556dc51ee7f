package dev.signalbox.traffic.nginx;

import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.traffic.nginx.Include.Server;
import dev.signalbox.traffic.nginx.Router.Changed;
import dev.signalbox.traffic.nginx.Router.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One swap at all nginxs of a lane: look at each of them, look whether the target serves, and then
 * change one after the other, each confirmed by its new workers. What was changed before something
 * went wrong is changed back.
 */
final class NginxSwap {
  private final Lineup lineup;
  private final Standby standby;
  private final String from;
  private final String to;
  private final List<Router> moved = new ArrayList<>();
  private final List<String> overruled = new ArrayList<>();

  NginxSwap(Lineup lineup, Standby standby, String from, String to) {
    this.lineup = lineup;
    this.standby = standby;
    this.from = from;
    this.to = to;
  }

  Swapped run() {
    for (Router router : lineup.routers()) {
      Optional<Swapped> obstacle = new Move(router).obstacleNow();
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    return standby.fault(to).<Swapped>map(Swapped.Refused::new).orElseGet(this::move);
  }

  private Swapped move() {
    String lost = "";
    for (Router router : lineup.routers()) {
      try {
        Optional<Swapped> obstacle = new Move(router).obstacleTo();
        if (obstacle.isPresent()) {
          return takenBack(obstacle.get());
        }
      } catch (PortFailure.Unreachable e) {
        throw new PortFailure.Unreachable(e.reason() + takenBack(), e);
      } catch (PortFailure.OutcomeUnknown e) {
        lost = e.reason();
        if (!showsAfterAll(router)) {
          throw new PortFailure.OutcomeUnknown(lost + takenBack(), e);
        }
      }
      moved.add(router);
    }
    if (!lost.isEmpty()) {
      throw new PortFailure.OutcomeUnknown(lost + "; asked again, all send to " + to, null);
    }
    return new Swapped.Accepted(
        "nginx on %s was reloaded and sends $%s to %s%s"
            .formatted(
                lineup.names(),
                lineup.first().settings().live(),
                upstream(lineup.first(), to),
                String.join("", overruled)));
  }

  private static boolean isLive(Router router, String cluster) {
    return router.running().live().equals(upstream(router, cluster));
  }

  private static String upstream(Router router, String cluster) {
    return router.settings().upstreamOf(cluster);
  }

  private boolean showsAfterAll(Router router) {
    try {
      return isLive(router, to);
    } catch (PortFailure e) {
      return false;
    }
  }

  private Swapped takenBack(Swapped obstacle) {
    boolean some = !moved.isEmpty();
    String back = takenBack();
    return switch (obstacle) {
      case Swapped.Refused(String reason) -> new Swapped.Refused(reason + back);
      case Swapped.Mismatch _ when some -> new Swapped.Mismatch(lineup.live());
      case Swapped.Mismatch mismatch -> mismatch;
      case Swapped.Accepted accepted -> accepted;
    };
  }

  /** Sends those back that were moved already, the last one first, and says so. */
  private String takenBack() {
    StringBuilder said = new StringBuilder();
    for (Router router : moved.reversed()) {
      said.append("; ").append(router.name()).append(' ').append(sentBack(router));
    }
    moved.clear();
    return said.toString();
  }

  private String sentBack(Router router) {
    String there = " still sends to " + to + ": swap it back by hand";
    try {
      Optional<Changed> changed =
          router.change(
              seen ->
                  seen.running().live().equals(upstream(router, to))
                      ? Optional.of(seen.include().withLive(upstream(router, from)))
                      : Optional.empty());
      return switch (changed.orElse(null)) {
        case null -> "was changed by somebody else meanwhile, and left as it is";
        case Changed.Applied _ -> "sends to " + from + " again";
        case Changed.Refused(String reason) -> "refused to go back (" + reason + ") and" + there;
      };
    } catch (PortFailure e) {
      return "could not be sent back (" + e.reason() + ") and perhaps" + there;
    } catch (IncludeUnreadable e) {
      return "could not be sent back (" + e.reason() + ") and" + there;
    }
  }

  /** The change of one nginx, which may have to look several times. */
  private final class Move {
    private final Router router;
    private Optional<Swapped> obstacle = Optional.empty();

    Move(Router router) {
      this.router = router;
    }

    /** What speaks against it before anything is changed. */
    Optional<Swapped> obstacleNow() {
      try {
        return obstacle(router.look());
      } catch (IncludeUnreadable e) {
        return Optional.of(new Swapped.Refused(lineup.unusable(router, e)));
      }
    }

    /** Makes the change; what spoke against it, or empty. */
    Optional<Swapped> obstacleTo() {
      try {
        return router
            .change(this::wish)
            .<Optional<Swapped>>map(
                changed ->
                    switch (changed) {
                      case Changed.Applied _ -> Optional.empty();
                      case Changed.Refused(String reason) ->
                          Optional.of(new Swapped.Refused(reason));
                    })
            .orElse(obstacle);
      } catch (IncludeUnreadable e) {
        return Optional.of(new Swapped.Refused(lineup.unusable(router, e)));
      }
    }

    private Optional<Include> wish(Seen seen) {
      obstacle = obstacle(seen);
      if (obstacle.isPresent()) {
        return Optional.empty();
      }
      String said = seen.include().live();
      if (!said.equals(upstream(router, from))) {
        overruled.add(" (the file said " + said + ", which nginx did not run: somebody edited it)");
      }
      return Optional.of(seen.include().withLive(upstream(router, to)));
    }

    private Optional<Swapped> obstacle(Seen seen) {
      if (!seen.running().live().equals(upstream(router, from))) {
        return Optional.of(new Swapped.Mismatch(lineup.live()));
      }
      List<Server> servers = seen.include().servers(upstream(router, to));
      if (servers.isEmpty()) {
        return refused(
            "%s on %s has no upstream %s with servers for %s"
                .formatted(router.settings().include(), router.name(), upstream(router, to), to));
      }
      return servers.stream().allMatch(Server::down)
          ? refused(to + " has no node in rotation.")
          : Optional.empty();
    }

    private Optional<Swapped> refused(String reason) {
      return Optional.of(new Swapped.Refused(reason));
    }
  }
}
