package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import org.jspecify.annotations.Nullable;

/**
 * What a lane works with; in the lab, what is not written is the lab's.
 *
 * @param trafficSwitch sends production traffic to one cluster
 * @param loadBalancer drains and restores nodes
 * @param installer puts versions onto nodes
 * @param provisioner makes server groups
 * @param groupRegistrar makes them known to the router
 * @param trafficMeter counts production traffic
 */
public record EquipmentProperties(
    @Nullable TrafficSwitchProperties trafficSwitch,
    @Nullable LoadBalancerProperties loadBalancer,
    @Nullable InstallerProperties installer,
    @Nullable ProvisionerProperties provisioner,
    @Nullable GroupRegistrarProperties groupRegistrar,
    @Nullable TrafficMeterProperties trafficMeter) {

  /** One kind of each, by its name. What a stage says goes before what its application says. */
  EquipmentProperties over(EquipmentProperties inherited) {
    return new EquipmentProperties(
        either(trafficSwitch, inherited.trafficSwitch),
        either(loadBalancer, inherited.loadBalancer),
        either(installer, inherited.installer),
        either(provisioner, inherited.provisioner),
        either(groupRegistrar, inherited.groupRegistrar),
        either(trafficMeter, inherited.trafficMeter));
  }
}
