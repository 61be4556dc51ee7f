package dev.signalbox.port;

import dev.signalbox.topology.Lane;
import java.util.Optional;

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

  /** What asks questions over HTTP. */
  public record Probes(SmokeProbe smoke, WarmUpProbe warmUp) {}

  /** Knows every lane's equipment. */
  public interface Catalogue {
    /** The lane's equipment; an unknown lane is a bug and throws. */
    Equipment of(Lane lane);
  }
}
