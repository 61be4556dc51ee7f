package dev.signalbox.app.config;

import dev.signalbox.port.Installer;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.port.TrafficSwitch;
import java.util.Optional;

/**
 * What a lane works with.
 *
 * @param trafficSwitch empty for the lab's
 * @param loadBalancer empty for the lab's
 * @param installer empty for the lab's, and in a lane of server groups
 * @param provisioner empty for the lab's, and in a lane of clusters that stay
 * @param meter empty for the lab's
 */
public record EquipmentSetup(
    Optional<Part<TrafficSwitch>> trafficSwitch,
    Optional<Part<LoadBalancer>> loadBalancer,
    Optional<Part<Installer>> installer,
    Optional<Part<Provisioner>> provisioner,
    Optional<Part<TrafficMeter>> meter) {}
