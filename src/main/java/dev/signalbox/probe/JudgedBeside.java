package dev.signalbox.probe;

import dev.signalbox.port.Inspectable;
import dev.signalbox.port.TrafficMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Production traffic as one meter counts it, with the conditions of another one beside it.
 *
 * @param counted what counts requests
 * @param judged what knows conditions; its counts are not asked for
 */
public record JudgedBeside(TrafficMeter counted, TrafficMeter judged)
    implements TrafficMeter, Inspectable, AutoCloseable {

  @Override
  public List<Share> since(Instant from) {
    return counted.since(from);
  }

  @Override
  public List<Condition> conditions(String cluster, String old, Instant from) {
    return Stream.of(counted, judged)
        .flatMap(it -> it.conditions(cluster, old, from).stream())
        .toList();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return Stream.of(counted, judged)
        .filter(Inspectable.class::isInstance)
        .flatMap(it -> ((Inspectable) it).inspect(limit).stream())
        .toList();
  }

  /** Closes both, also where the first one cannot be. */
  @Override
  public void close() {
    try {
      close(judged);
    } finally {
      close(counted);
    }
  }

  private static void close(TrafficMeter meter) {
    if (meter instanceof AutoCloseable it) {
      try {
        it.close();
      } catch (Exception e) {
        throw new IllegalStateException("a traffic meter could not be closed", e);
      }
    }
  }
}
