package dev.signalbox.lab;

import dev.signalbox.lab.control.told.Told;
import dev.signalbox.lab.traffic.TrafficSecond;
import dev.signalbox.topology.Lane;
import java.time.Instant;
import java.util.List;

/** What passed through the lab's proxies second by second, for a chart. */
public record LabSeconds(LabClient client) {

  /** The lane's seconds since then, the oldest first; a second without traffic is left out. */
  public List<TrafficSecond> since(Lane lane, Instant from) {
    String path = new LabLane(client, lane).path() + "/traffic/seconds?since=" + from;
    return client.see(path, Told.Seconds.class).seconds();
  }
}
