package dev.signalbox.app.config;

import dev.signalbox.port.Inspectable;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.probe.accesslog.AccessLogMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An access log of a lane of server groups: the log names the backends that groups are given, and
 * people the groups.
 *
 * @param nameOf the group that has a backend; the backend's own name where none has it
 */
record MeterOfGroups(AccessLogMeter log, UnaryOperator<String> nameOf)
    implements TrafficMeter, Inspectable, AutoCloseable {

  @Override
  public List<Share> since(Instant from) {
    return log.since(from).stream()
        .map(
            it ->
                new Share(
                    nameOf.apply(it.cluster()),
                    it.version(),
                    it.requests(),
                    it.failed(),
                    it.p50(),
                    it.p95(),
                    it.p99()))
        .toList();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return log.inspect(limit);
  }

  @Override
  public void close() {
    log.close();
  }
}
