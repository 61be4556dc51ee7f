package dev.signalbox.traffic.nginx;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.TrafficSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Switches nginx by the one word in an include that names the live upstream, and a reload; where
 * several nginxs carry the lane's traffic, one after the other.
 *
 * <p>What is live is what nginx's workers say, never what the file says: a file that somebody
 * edited without a reload changes nothing, and is said when the next change overrules it. A swap
 * counts when no worker of the old configuration takes connections any more; it has settled when
 * the last of these has ended.
 */
public final class NginxTrafficSwitch implements TrafficSwitch, Inspectable {
  private final Lineup lineup;
  private final Standby standby;

  /**
   * The switch of one lane.
   *
   * @param nginxs each with its include and its machine, in the order in which they are changed; at
   *     least one
   * @param standby looks at the nodes of a cluster before it goes live
   */
  public NginxTrafficSwitch(List<Nginx> nginxs, Standby standby) {
    this.lineup = new Lineup(nginxs);
    this.standby = standby;
  }

  @Override
  public Live read() {
    return lineup.live();
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
    return new NginxSwap(lineup, standby, from, to).run();
  }

  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    for (Router router : lineup.routers()) {
      if (router.running().live().equals(router.settings().upstreamOf(old))) {
        return StepOutcome.failed(old + " is live: it cannot settle.");
      }
    }
    return Leaving.await(lineup, attempt, "Every worker that knew " + old + " has ended.");
  }

  @Override
  public Optional<Duration> statedWait() {
    return Optional.empty();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return lineup.routers().stream()
        .flatMap(router -> new Inspection(router).findings().stream())
        .toList();
  }
}
