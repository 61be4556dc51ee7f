package dev.signalbox.chat.page;

import dev.signalbox.operation.Channel;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;

/** What production traffic does at present, for the chart beside the channel. Answers at once. */
@FunctionalInterface
public interface TrafficView {

  /** A page without a chart. */
  TrafficView NONE = (_, _) -> List.of();

  /**
   * The traffic of the lanes that a channel tells of, in the order that they are shown in; a lane
   * without data is left out.
   *
   * @param seconds how far back it goes
   */
  List<LaneTraffic> of(Channel channel, int seconds);

  /**
   * One lane's traffic.
   *
   * @param live the name of the live cluster, as the switch says; empty when it cannot be asked
   * @param series per second counts; all of the same length, the last second last
   */
  record LaneTraffic(Lane lane, Optional<String> live, List<Series> series) {
    /** Copies the series. */
    public LaneTraffic {
      series = List.copyOf(series);
    }
  }

  /**
   * What one version on one cluster answered.
   *
   * @param requests in each second
   * @param failed of them
   */
  record Series(String version, String cluster, List<Integer> requests, List<Integer> failed) {
    /** Copies the counts. */
    public Series {
      requests = List.copyOf(requests);
      failed = List.copyOf(failed);
    }
  }
}
