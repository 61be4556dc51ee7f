package dev.signalbox.lab;

import dev.signalbox.lab.control.told.Told;
import dev.signalbox.lab.traffic.TrafficRow;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Reads what passed through the lab's proxy, whoever sent it. Exact from a swap on, otherwise to
 * the second; it forgets what was before the lab started.
 */
public final class LabTrafficMeter implements TrafficMeter {
  private final LabClient client;
  private final LabLane lane;

  /** The meter of one lane of the lab. */
  public LabTrafficMeter(LabClient client, Lane lane) {
    this.client = client;
    this.lane = new LabLane(client, lane);
  }

  @Override
  public List<Share> since(Instant from) {
    return client.see(lane.path() + "/traffic?since=" + from, Told.Traffic.class).passed().stream()
        .filter(row -> row.requests() > 0)
        .map(LabTrafficMeter::share)
        .toList();
  }

  private static Share share(TrafficRow row) {
    return new Share(
        row.cluster(),
        row.version(),
        row.requests(),
        row.failed(),
        Duration.of(row.p50Micros(), ChronoUnit.MICROS),
        Duration.of(row.p95Micros(), ChronoUnit.MICROS),
        Duration.of(row.p99Micros(), ChronoUnit.MICROS));
  }
}
