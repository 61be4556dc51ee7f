package dev.signalbox.app;

import dev.signalbox.chat.page.TrafficView;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.lab.LabClient;
import dev.signalbox.lab.LabSeconds;
import dev.signalbox.lab.traffic.TrafficRow;
import dev.signalbox.lab.traffic.TrafficSecond;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Lane;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the lab's traffic on the channel page. */
final class LabTrafficView implements TrafficView {
  private final LabSeconds lab;
  private final LaneSpecs specs;
  private final Equipment.Catalogue equipment;
  private final InstantSource clock;

  LabTrafficView(
      LabClient client, LaneSpecs specs, Equipment.Catalogue equipment, InstantSource clock) {
    this.equipment = equipment;
    this.lab = new LabSeconds(client);
    this.specs = specs;
    this.clock = clock;
  }

  @Override
  public List<LaneTraffic> of(Channel channel, int seconds) {
    // The second that goes on is not whole yet, so the chart ends with the one before it.
    Instant from = clock.instant().minusSeconds(seconds);
    List<LaneTraffic> lanes = new ArrayList<>();
    for (Lane lane : specs.lanes().stream().filter(channel::tells).toList()) {
      try {
        List<Series> series = series(lab.since(lane, from), from.getEpochSecond(), seconds);
        if (!series.isEmpty()) {
          lanes.add(new LaneTraffic(lane, Optional.of(live(lane)), series));
        }
      } catch (PortFailure e) {
        // A lane that cannot be asked has no data, and is left out.
      }
    }
    return lanes;
  }

  /** What the lane's own switch says, which need not be the lab's. */
  private String live(Lane lane) {
    return equipment.of(lane).trafficSwitch().read().cluster();
  }

  private record Kind(String version, String cluster) {}

  /** What one kind was counted in each second. */
  private static final class Counts {
    private final List<Integer> requests;
    private final List<Integer> failed;

    Counts(int seconds) {
      requests = new ArrayList<>(Collections.nCopies(seconds, 0));
      failed = new ArrayList<>(Collections.nCopies(seconds, 0));
    }

    void add(int at, TrafficRow row) {
      requests.set(at, requests.get(at) + Math.toIntExact(row.requests()));
      failed.set(at, failed.get(at) + Math.toIntExact(row.failed()));
    }
  }

  private static List<Series> series(List<TrafficSecond> told, long first, int seconds) {
    Map<Kind, Counts> counted = new LinkedHashMap<>();
    for (TrafficSecond second : told) {
      int at = Math.toIntExact(second.second() - first);
      if (at >= 0 && at < seconds) {
        for (TrafficRow row : second.rows()) {
          counted
              .computeIfAbsent(new Kind(row.version(), row.cluster()), _ -> new Counts(seconds))
              .add(at, row);
        }
      }
    }
    return counted.entrySet().stream()
        .map(
            e ->
                new Series(
                    e.getKey().version(),
                    e.getKey().cluster(),
                    e.getValue().requests,
                    e.getValue().failed))
        .toList();
  }
}
