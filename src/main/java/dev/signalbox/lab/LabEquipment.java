package dev.signalbox.lab;

import dev.signalbox.port.Equipment;
import dev.signalbox.port.Equipment.Probes;
import dev.signalbox.topology.Lane;
import java.util.Optional;

/** The lab's side of every port, for each of its lanes. */
public record LabEquipment(LabClient client, Probes probes) implements Equipment.Catalogue {

  @Override
  public Equipment of(Lane lane) {
    return new Equipment(
        new LabTrafficSwitch(client, lane),
        new LabLoadBalancer(client, lane),
        Optional.of(new LabInstaller(client, lane)),
        Optional.of(new LabProvisioner(client, lane)),
        new LabTrafficMeter(client, lane),
        probes);
  }
}
