package dev.signalbox.port;

import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything outside that one lane works with.
 *
 * @param installer present where the lane is made of clusters that stay
 * @param provisioner present where the lane is made of server groups
 */
public record Equipment(
    TrafficSwitch trafficSwitch,
    LoadBalancer loadBalancer,
    Optional<Installer> installer,
    Optional<Provisioner> provisioner,
    TrafficMeter meter,
    Probes probes) {

  /** Those parts that can be tried without changing anything, each once. */
  public List<Inspectable> inspectable() {
    return Stream.of(
            Stream.of(trafficSwitch, loadBalancer, meter), installer.stream(), provisioner.stream())
        .flatMap(parts -> parts)
        .filter(Inspectable.class::isInstance)
        .map(Inspectable.class::cast)
        .distinct()
        .toList();
  }

  /** What asks questions over HTTP. */
  public record Probes(SmokeProbe smoke, WarmUpProbe warmUp) {}

  /** Knows every lane's equipment. */
  public interface Catalogue {
    /** The lane's equipment; an unknown lane is a bug and throws. */
    Equipment of(Lane lane);
  }
}
