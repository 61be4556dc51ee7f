package dev.signalbox.lab;

import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.topology.Lane;

/** The paths of the control API for one lane. */
record LabLane(LabClient client, Lane lane) {

  String path() {
    return "/lanes/" + lane;
  }

  String cluster(String name) {
    return path() + "/clusters/" + name;
  }

  String node(String name) {
    return path() + "/nodes/" + name;
  }

  String group(String name) {
    return path() + "/groups/" + name;
  }

  LaneTold look() {
    return client.see(path(), LaneTold.class);
  }
}
