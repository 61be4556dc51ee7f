package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.site.LaneSite;
import dev.signalbox.lab.site.Site;
import dev.signalbox.lab.site.SiteProblem;
import dev.signalbox.lab.trickle.Trickle;
import java.util.List;
import java.util.Map;

/**
 * The lanes that the control API is about, each with its users.
 *
 * @param site every lane
 * @param trickles the users of each lane, by {@code application/stage}
 */
public record Lanes(Site site, Map<String, Trickle> trickles) {

  /** Copies the trickles. */
  public Lanes {
    trickles = Map.copyOf(trickles);
  }

  LaneSite of(Call call) {
    return site.lane(call.lane()).orElseThrow(() -> unknown(call));
  }

  Trickle trickle(Call call) {
    Trickle trickle = trickles.get(call.lane());
    if (trickle == null) {
      throw unknown(call);
    }
    return trickle;
  }

  private static SiteProblem unknown(Call call) {
    return new SiteProblem.Unknown("There is no lane " + call.lane() + ".");
  }

  List<LaneTold> told() {
    return site.lanes().stream().map(this::told).toList();
  }

  LaneTold told(LaneSite lane) {
    Trickle trickle = trickles.get(lane.lane().toString());
    return new Telling(lane).lane(trickle == null ? 0 : trickle.rate());
  }
}
