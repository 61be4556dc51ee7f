package dev.signalbox.traffic.nginx;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.traffic.nginx.Include.Server;
import dev.signalbox.traffic.nginx.Router.Changed;
import dev.signalbox.traffic.nginx.Router.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Switches nginx by the one word in an include that names the live upstream, and a reload.
 *
 * <p>What is live is what nginx's workers say, never what the file says: a file that somebody
 * edited without a reload changes nothing, and is said when the next change overrules it. A swap
 * counts when no worker of the old configuration takes connections any more; it has settled when
 * the last of these has ended.
 */
public final class NginxTrafficSwitch implements TrafficSwitch, Inspectable {
  private final Router router;
  private final NginxSettings names;
  private final Standby standby;

  /**
   * The switch of one lane.
   *
   * @param nginx the include and the machine
   * @param standby looks at the nodes of a cluster before it goes live
   */
  public NginxTrafficSwitch(Nginx nginx, Standby standby) {
    this.router = nginx.router();
    this.names = router.settings();
    this.standby = standby;
  }

  @Override
  public Live read() {
    return live(router.running().live());
  }

  private Live live(String upstream) {
    return new Live(
        names.clusterOf(upstream),
        "nginx on %s sends $%s to %s".formatted(router.machine(), names.live(), upstream));
  }

  @Override
  public StepOutcome prepare(Attempt attempt) {
    return StepOutcome.done("nginx is reloaded by the swap; nothing to prepare.");
  }

  @Override
  public StepOutcome unprepare(Attempt attempt) {
    return StepOutcome.done("Nothing was prepared that has to be taken back.");
  }

  @Override
  public Swapped swap(String from, String to) {
    Swap swap = new Swap(names.upstreamOf(from), names.upstreamOf(to), to);
    try {
      return router
          .change(swap::wish)
          .<Swapped>map(
              changed ->
                  switch (changed) {
                    case Changed.Applied _ -> accepted(swap);
                    case Changed.Refused(String reason) -> new Swapped.Refused(reason);
                  })
          .orElseGet(() -> swap.obstacle);
    } catch (IncludeUnreadable e) {
      return new Swapped.Refused(unusable(e));
    }
  }

  private Swapped accepted(Swap swap) {
    return new Swapped.Accepted(
        "nginx on %s was reloaded and sends $%s to %s%s"
            .formatted(router.machine(), names.live(), swap.to, swap.overruled));
  }

  private String unusable(IncludeUnreadable e) {
    return "the include %s on %s cannot be used: %s"
        .formatted(names.include(), router.machine(), e.reason());
  }

  /** One swap, which may have to look several times. */
  private final class Swap {
    private final String from;
    private final String to;
    private final String cluster;
    private Swapped obstacle = new Swapped.Refused("it was not tried");
    private String overruled = "";

    Swap(String from, String to, String cluster) {
      this.from = from;
      this.to = to;
      this.cluster = cluster;
    }

    Optional<Include> wish(Seen seen) {
      Optional<Swapped> obstacle = obstacle(seen);
      if (obstacle.isPresent()) {
        this.obstacle = obstacle.get();
        return Optional.empty();
      }
      String said = seen.include().live();
      overruled =
          said.equals(from)
              ? ""
              : " (the file said " + said + ", which nginx did not run: somebody edited it)";
      return Optional.of(seen.include().withLive(to));
    }

    private Optional<Swapped> obstacle(Seen seen) {
      if (!seen.running().live().equals(from)) {
        return Optional.of(new Swapped.Mismatch(live(seen.running().live())));
      }
      List<Server> servers = seen.include().servers(to);
      if (servers.isEmpty()) {
        return refused(
            "%s has no upstream %s with servers for %s".formatted(names.include(), to, cluster));
      }
      if (servers.stream().allMatch(Server::down)) {
        return refused(cluster + " has no node in rotation.");
      }
      return standby.fault(cluster).map(Swapped.Refused::new);
    }

    private Optional<Swapped> refused(String reason) {
      return Optional.of(new Swapped.Refused(reason));
    }
  }

  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    if (router.running().live().equals(names.upstreamOf(old))) {
      return StepOutcome.failed(old + " is live: it cannot settle.");
    }
    return Leaving.await(router, attempt, "Every worker that knew " + old + " has ended.");
  }

  @Override
  public Optional<Duration> statedWait() {
    return Optional.empty();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return new Inspection(router).findings();
  }
}
